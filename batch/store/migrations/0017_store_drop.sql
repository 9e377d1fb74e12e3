-- A store that is lost is let go by two persons. From then on the vault is without it: reports are
-- taken in and deleted although it is away.

create table store_drop (
    number      bigint generated always as identity primary key,
    store       text        not null check (store ~ '^store [1-9][0-9]?$'),
    content     text        not null,  -- its content place, as the configuration names it
    proposed_at timestamptz not null,
    proposed_by actor_name  not null,
    state       text        not null default 'open'
                check (state in ('open', 'approved', 'withdrawn', 'refilled')),
    decided_at  timestamptz,
    decided_by  actor_name,
    constraint store_drop_is_decided_once
        check ((state = 'open') = (decided_at is null) and (state = 'open') = (decided_by is null)),
    constraint store_drop_is_approved_by_another
        check (state not in ('approved', 'refilled') or decided_by <> proposed_by)
);
create unique index store_drop_once on store_drop (content) where state in ('open', 'approved');

create function refuse_another_drop() returns trigger language plpgsql as $$
begin
    if new.number <> old.number or new.store <> old.store or new.content <> old.content
       or new.proposed_at <> old.proposed_at or new.proposed_by <> old.proposed_by
       or not (old.state = 'open' or (old.state = 'approved' and new.state = 'refilled')) then
        raise exception using errcode = 'restrict_violation',
            message = 'letting a store go is decided once and stays what it was';
    end if;
    return new;
end $$;
create trigger store_drop_is_decided_once before update on store_drop
    for each row execute function refuse_another_drop();
create trigger store_drop_stays before delete or truncate on store_drop
    for each statement execute function refuse_change();

grant select, insert on store_drop to reservepost_night;
grant update (state, decided_at, decided_by) on store_drop to reservepost_night;
