-- The register of receivers changes by two persons: what one asks for takes effect when another
-- has approved it. Who asked and who approved stands with every version.

alter table receiver_version
    add column successor   text check (successor ~ '^[0-9]{4}-[0-9]{2}$'),
    add column changed_by  actor_name,   -- null in versions older than this table
    add column approved_by actor_name,   -- null where no second person was needed
    add column change      bigint;

-- What one command asked for. It takes effect as a whole or not at all.
create table register_change (
    number       bigint generated always as identity primary key,
    also_waiting boolean     not null,  -- recompute the reports that wait already
    proposed_at  timestamptz not null,
    proposed_by  actor_name  not null,
    state        text        not null default 'open'
                 check (state in ('open', 'approved', 'withdrawn')),
    decided_at   timestamptz,
    decided_by   actor_name,
    constraint register_change_is_decided_once
        check ((state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null)),
    constraint register_change_is_approved_by_another
        check (state <> 'approved' or decided_by <> proposed_by)
);
create index register_change_open on register_change (number) where state = 'open';

-- The new values, as the register file would write them; lists are lines. A receiver that is not in
-- the register yet is new.
create table register_change_field (
    change       bigint not null references register_change,
    municipality text   not null check (municipality ~ '^[0-9]{4}$'),
    district     text   not null check (district ~ '^[0-9]{2}$'),
    field        code   not null,
    value        text   not null,
    primary key (change, municipality, district, field)
);

alter table receiver_version add foreign key (change) references register_change;

create function refuse_another_decision() returns trigger language plpgsql as $$
begin
    if old.state <> 'open' or new.number <> old.number or new.proposed_at <> old.proposed_at
       or new.proposed_by <> old.proposed_by or new.also_waiting <> old.also_waiting then
        raise exception using errcode = 'restrict_violation',
            message = 'a change of the register is decided once and stays what it was';
    end if;
    return new;
end $$;
create trigger register_change_is_decided_once before update on register_change
    for each row execute function refuse_another_decision();
create trigger register_change_stays before delete or truncate on register_change
    for each statement execute function refuse_change();
create trigger register_change_field_is_append_only before update or delete on register_change_field
    for each row execute function refuse_change();
create trigger register_change_field_is_never_emptied before truncate on register_change_field
    for each statement execute function refuse_change();

grant select, insert on register_change, register_change_field to reservepost_night;
grant update (state, decided_at, decided_by) on register_change to reservepost_night;
