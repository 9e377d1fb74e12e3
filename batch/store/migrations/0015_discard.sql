-- A file in quarantine is thrown away by two persons: one says why, another one says so too. The
-- retention of a discarded original runs from `discarded_at`, and the gate of deletion stays shut
-- without it; so the database itself wants two names before it takes that date.

create table discard (
    record       record_id primary key references report,
    why          code not null
                 check (why in ('not-a-report', 'came-again-whole', 'same-as-another', 'test-file')),
    proposed_at  timestamptz not null,
    proposed_by  actor_name not null,
    confirmed_at timestamptz,
    confirmed_by actor_name,
    constraint discard_is_confirmed_by_another check (confirmed_by <> proposed_by),
    constraint discard_is_confirmed_by_somebody
        check ((confirmed_at is null) = (confirmed_by is null))
);

create function refuse_another_discard() returns trigger language plpgsql as $$
begin
    if old.confirmed_at is not null or (tg_op = 'UPDATE' and (new.record <> old.record
       or new.why <> old.why or new.proposed_at <> old.proposed_at
       or new.proposed_by <> old.proposed_by)) then
        raise exception using errcode = 'restrict_violation',
            message = 'what was proposed and confirmed stays what it was';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger discard_is_confirmed_once before update or delete on discard
    for each row execute function refuse_another_discard();
create trigger discard_is_never_emptied before truncate on discard
    for each statement execute function refuse_change();

create function refuse_discard_by_one() returns trigger language plpgsql as $$
begin
    if new.discarded_at is not null and new.discarded_at is distinct from old.discarded_at
       and not exists (select from discard where record = new.record
                       and confirmed_at = new.discarded_at) then
        raise exception using errcode = 'restrict_violation',
            message = 'a report is discarded by two persons';
    end if;
    return new;
end $$;
create trigger report_is_discarded_by_two before update on report
    for each row execute function refuse_discard_by_one();

grant select, insert, delete on discard to reservepost_night;
grant update (confirmed_at, confirmed_by) on discard to reservepost_night;
