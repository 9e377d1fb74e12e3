-- Reports. State only: the content lies sealed in the vault under the same record id, and the
-- portal's reference is kept as a keyed digest that is cleared when the report is deleted.

create table state_transition (
    kind       text not null check (kind in ('report', 'letter', 'job')),
    from_state text not null,
    to_state   text not null,
    primary key (kind, from_state, to_state)
);

insert into state_transition (kind, from_state, to_state) values
    ('report', 'quarantined', 'waiting'),
    ('report', 'quarantined', 'discarded'),
    ('report', 'waiting',     'posting'),
    ('report', 'waiting',     'confirmed'),
    ('report', 'posting',     'posted'),
    ('report', 'posting',     'confirmed'),
    ('report', 'posted',      'posting'),
    ('report', 'confirmed',   'posting'),
    ('report', 'discarded',   'waiting'),
    ('report', 'posted',      'deleting'),
    ('report', 'confirmed',   'deleting'),
    ('report', 'discarded',   'deleting'),
    ('report', 'deleting',    'deleted'),
    ('letter', 'gathered',    'typeset'),
    ('letter', 'gathered',    'held'),
    ('letter', 'gathered',    'withdrawn'),
    ('letter', 'typeset',     'packed'),
    ('letter', 'typeset',     'gathered'),
    ('letter', 'typeset',     'held'),
    ('letter', 'typeset',     'withdrawn'),
    ('letter', 'packed',      'sent'),
    ('letter', 'packed',      'superseded'),
    ('letter', 'sent',        'mailed'),
    ('letter', 'sent',        'superseded'),
    ('letter', 'mailed',      'returned'),
    ('letter', 'held',        'gathered'),
    ('letter', 'held',        'withdrawn'),
    ('job',    'numbered',    'closed'),
    ('job',    'numbered',    'dissolved'),
    ('job',    'closed',      'sending'),
    ('job',    'closed',      'dissolved'),
    ('job',    'sending',     'sent'),
    ('job',    'sending',     'rejected'),
    ('job',    'sent',        'received'),
    ('job',    'sent',        'rejected'),
    ('job',    'sent',        'recalled'),
    ('job',    'received',    'settled');

-- Refuses a change of state that the tables do not know. TG_ARGV[0] is the kind.
create function refuse_unknown_transition() returns trigger language plpgsql as $$
begin
    if new.state <> old.state and not exists (
        select from state_transition
        where kind = tg_argv[0] and from_state = old.state and to_state = new.state)
    then
        raise exception 'a % never goes from % to %', tg_argv[0], old.state, new.state
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

-- A row is the memory that something was here; rows are never removed.
create function refuse_removal() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never removed', tg_table_name using errcode = 'check_violation';
end $$;

create table report (
    record           record_id primary key,
    reference_digest sha256,          -- HMAC of the reference under the lookup key; null once deleted
    content_digest   sha256,          -- HMAC of the octets under the lookup key; null once deleted
    state            text not null check (state in ('quarantined', 'waiting', 'posting', 'posted',
                                                    'confirmed', 'discarded', 'deleting', 'deleted')),
    form             text check (form in ('private', 'public')),
    municipality     text not null,   -- as the report states it; empty in quarantine
    district         text not null,
    receiver         bigint references receiver,  -- null while none is found
    route            text not null,   -- exact, default-district, successor, ..., none, released
    reception        text not null check (reception in ('manual', 'system', 'postal')),
    quarantine_code  text,
    accepted_at      timestamptz not null,
    taken_in_at      timestamptz not null,
    stated_time      text not null,   -- used, absent, ahead, unreadable, far-back
    due_at           timestamptz not null,
    policy           text not null,
    policy_version   int not null,
    holiday_table    int not null,
    departures       int not null default 0,
    rejected_at      timestamptz,
    confirmed_at     timestamptz,
    confirmed_late_at timestamptz,
    mailed_at        timestamptz,     -- signing time of the receipt that says its newest letter is mailed
    reopened_at      timestamptz,
    discarded_at     timestamptz,
    deleted_at       timestamptz,
    check (state <> 'deleted' or (reference_digest is null and content_digest is null)),
    check (state in ('deleting', 'deleted')
           or (reference_digest is not null and content_digest is not null)),
    check ((state = 'quarantined') <= (quarantine_code is not null))
);

-- One report per reference; what stands beside it under the same reference is quarantined.
create unique index report_reference on report (reference_digest)
    where quarantine_code is null;
create index report_by_digest on report (reference_digest);
create index report_due on report (due_at) where state = 'waiting';
create index report_open on report (state) where state not in ('deleted');

create trigger report_transition before update on report
    for each row execute function refuse_unknown_transition('report');
create trigger report_kept before delete or truncate on report
    for each statement execute function refuse_removal();

-- A confirmation that came before its report; applied at intake, kept 48 hours. Each receiver has
-- its own, so that nobody's confirmation takes another's away.
create table early_confirmation (
    reference_digest sha256 not null,
    receiver         bigint not null references receiver,
    confirmed_at     timestamptz not null,
    primary key (reference_digest, receiver)
);

grant select on state_transition to reservepost_night;
grant select, insert, update on report to reservepost_night;
grant select, insert, update, delete on early_confirmation to reservepost_night;

-- A second copy of a report that a crash left in the vault. It leaves with the next ring.
create table spare_copy (
    record   record_id primary key,
    found_at timestamptz not null
);
grant select, insert, delete on spare_copy to reservepost_night;

-- A file of the inbox that did not parse, when it was first found: it may still be being written,
-- and is judged when a later run finds it unchanged.
create table unread_file (
    identity sha256 primary key,  -- of name, inode, size and time of change
    run      bigint not null references run
);
grant select, insert, delete on unread_file to reservepost_night;
