-- What stands under everything: the installation, its runs, its journal, its incidents, and who
-- owns the night. State only, never content, and no reference in the clear.
--
-- Two roles, made with the cluster (or by the administrator of a server of its own):
--   reservepost_owner  owns all this and applies migrations;
--   reservepost_night  does the work, with the rights given at the end of each migration.

create domain record_id as bytea constraint record_id_has_16_octets check (octet_length(value) = 16);
create domain sha256 as bytea constraint sha256_has_32_octets check (octet_length(value) = 32);

-- A word of the program's own, so that no name and no text of a person fits in.
create domain code as text constraint code_is_a_word check (value ~ '^[a-z0-9][a-z0-9:_-]{0,63}$');
-- The name of a thing (a record id, a job number, a receiver), for the same reason.
create domain subject_name as text
    constraint subject_name_is_a_name check (value ~ '^[A-Za-z0-9:_./-]{1,80}$');
-- "night", or a user of the operating system.
create domain actor_name as text
    constraint actor_name_is_a_name check (value ~ '^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}$');
create domain subject_kind as text constraint subject_kind_is_known
    check (value in ('report', 'letter', 'job', 'receiver', 'incident', 'installation'));

-- A table with `only_row boolean primary key default true check (only_row)` has one row at most.
create table installation (
    only_row          boolean primary key default true check (only_row),
    rehearsal         boolean not null,
    last_run          bigint  not null default 0 check (last_run >= 0),
    generation        integer not null default 1 check (generation between 1 and 99),
    last_balanced_at  timestamptz,
    clock_accepted_at timestamptz,
    deletion_paused   boolean not null default false,
    packing_paused    boolean not null default false
);

-- The ring of the vault that holds. A row of its own: every intake holds it shared while it writes
-- its key, and a change of ring waits for all of them.
create table vault (
    only_row boolean primary key default true check (only_row),
    ring     integer not null default 1 check (ring >= 1)
);

create table run (
    number      bigint primary key check (number >= 1),
    started_at  timestamptz not null,
    ended_at    timestamptz,
    host        text not null check (host ~ '^[A-Za-z0-9._-]{1,253}$'),
    outcome     jsonb not null default '{}',
    exit_status integer check (exit_status between 0 and 255),
    constraint run_ends_with_a_status check ((ended_at is null) = (exit_status is null))
);

create table journal (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    run          bigint references run,
    actor        actor_name not null,
    subject_kind subject_kind not null,
    subject      subject_name not null,
    event        code not null,
    from_state   code,
    to_state     code,
    why          code
);
create index journal_by_subject on journal (subject_kind, subject, id);

create table incident (
    id                 bigint generated always as identity primary key,
    code               code not null,
    subject_kind       subject_kind not null,
    subject            subject_name not null,
    sentence           text not null check (length(sentence) between 1 and 2000),
    remedy             text not null check (length(remedy) <= 2000),
    state              text not null default 'open'
                       check (state in ('open', 'acknowledged', 'closed')),
    opened_at          timestamptz not null,
    opened_run         bigint references run,
    times_seen         bigint not null default 1 check (times_seen >= 1),
    last_seen_at       timestamptz not null,
    last_seen_run      bigint references run,
    acknowledged_until timestamptz,
    closed_at          timestamptz,
    outcome            code,
    constraint incident_acknowledged_until_some_day
        check ((state = 'acknowledged') = (acknowledged_until is not null)),
    constraint incident_closed_with_an_outcome
        check ((state = 'closed') = (closed_at is not null)
               and (state = 'closed') = (outcome is not null))
);
create unique index incident_open_once on incident (code, subject_kind, subject)
    where state <> 'closed';
create index incident_by_subject on incident (subject_kind, subject) where state <> 'closed';

-- Who owns the night. The lock is the session's (batch/store/night_ownership.cpp); this row is what
-- outside steps are checked against.
create table night (
    only_row boolean primary key default true check (only_row),
    token    record_id not null,
    host     text not null check (host ~ '^[A-Za-z0-9._-]{1,253}$'),
    pid      bigint not null check (pid > 0),
    since    timestamptz not null,
    run      bigint references run
);

-- The past does not change, whoever asks: also not for the owner of the tables.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'restrict_violation',
        message = 'the rows of this table are never changed or removed';
end $$;
create trigger journal_is_append_only before update or delete on journal
    for each row execute function refuse_change();
create trigger journal_is_never_emptied before truncate on journal
    for each statement execute function refuse_change();

-- What may only grow, or never changes.
create function refuse_going_back() returns trigger language plpgsql as $$
begin
    if new.rehearsal <> old.rehearsal or new.last_run < old.last_run
       or new.generation < old.generation then
        raise exception using errcode = 'restrict_violation',
            message = 'the installation never goes back';
    end if;
    return new;
end $$;
create trigger installation_never_goes_back before update on installation
    for each row execute function refuse_going_back();
create trigger installation_stays before delete on installation
    for each row execute function refuse_change();

create function refuse_another_ring() returns trigger language plpgsql as $$
begin
    if new.ring <> old.ring + 1 then
        raise exception using errcode = 'restrict_violation',
            message = 'the ring after this one is the next one';
    end if;
    return new;
end $$;
create trigger vault_ring_is_the_next before update on vault
    for each row execute function refuse_another_ring();
create trigger vault_stays before delete on vault
    for each row execute function refuse_change();

revoke all on schema public from public;
grant usage on schema public to reservepost_night;
grant select, insert on installation, vault, run, journal, incident, night to reservepost_night;
grant select on migration to reservepost_night;
grant update (last_run, generation, last_balanced_at, clock_accepted_at, deletion_paused,
              packing_paused) on installation to reservepost_night;
grant update (ring) on vault to reservepost_night;
grant update (ended_at, outcome, exit_status) on run to reservepost_night;
grant update (sentence, remedy, state, times_seen, last_seen_at, last_seen_run, acknowledged_until,
              closed_at, outcome) on incident to reservepost_night;
grant update (token, host, pid, since, run) on night to reservepost_night;
