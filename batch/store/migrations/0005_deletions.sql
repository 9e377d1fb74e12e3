-- Deletions under way and done, the balance of every run, and the queue of mails.

create table deletion (
    record        record_id primary key references report,
    public_record record_id not null unique,  -- the random id that stands in the deletion log
    reason        text not null check (reason in ('mailed', 'confirmed', 'discarded')),
    old_ring      int not null,
    log_digest    sha256 not null,            -- the digest the log keeps: names a reference put in again
    intent_leaf   text not null,              -- canonical JSON, written before anything is destroyed
    deleted_leaf  text not null,              -- what the log will say when it is done
    begun_at      timestamptz not null,
    begun_run     bigint not null,
    done_at       timestamptz
);

create index deletion_by_log_digest on deletion (log_digest);

-- The newest checkpoint of the log that this database knows.
create table log_checkpoint (
    only_row   boolean primary key default true check (only_row),
    size       bigint not null,
    checkpoint text not null
);

create table balance (
    run        bigint not null,
    ordinal    int not null,
    at         timestamptz not null,
    difference bigint not null,
    terms      text not null,                 -- canonical JSON
    primary key (run, ordinal)
);

create table mail (
    id         bigint generated always as identity primary key,
    message_id text not null unique,
    recipient  text not null,
    subject    text not null,
    body       text not null,
    queued_at  timestamptz not null,
    state      text not null check (state in ('queued', 'sent')),
    tries      int not null default 0,
    last_try   timestamptz,
    sent_at    timestamptz
);

grant select, insert, update on deletion, log_checkpoint, balance, mail to reservepost_night;
