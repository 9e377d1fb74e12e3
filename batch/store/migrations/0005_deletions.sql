-- Deletions under way and done, the balance of every run, and the queue of mails.

create table deletion (
    record     record_id primary key references report,
    log_digest sha256 not null,  -- the digest that the log keeps: names a reference put in again
    old_ring   int not null,     -- the ring that still held its key
    log_size   bigint not null,  -- of the log before its intent: where recovery begins to look
    intent     text not null,    -- the leaf, canonical JSON, written before anything is destroyed
    begun_at   timestamptz not null,
    begun_run  bigint references run,
    done_at    timestamptz
);
create index deletion_open on deletion (record) where done_at is null;
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
    sent_at    timestamptz,
    check ((state = 'sent') = (sent_at is not null))
);
create index mail_queued on mail (tries, id) where state = 'queued';

grant select, insert, update on deletion, log_checkpoint, balance, mail to reservepost_night;
