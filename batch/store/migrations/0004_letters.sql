-- Letters, the jobs they travel in, and the print house's receipts.

create table job_counter (
    house      text not null,
    generation int not null check (generation between 1 and 99),
    last       int not null check (last between 0 and 999999),
    primary key (house, generation)
);

create table job (
    number          text primary key check (number ~ '^[0-9]{8}$'),
    house           text not null,
    state           text not null check (state in ('numbered', 'closed', 'sending', 'sent', 'received',
                                                   'settled', 'dissolved', 'rejected', 'recalled')),
    class           text not null,        -- C5-D-NO
    pieces          int not null check (pieces > 0),
    sheets          int not null check (sheets > 0),
    pages           int not null check (pages > 0),
    file_name       text,
    file_sha256     sha256,
    file_size       bigint,
    manifest        text,                 -- canonical JSON; nothing personal is in it
    manifest_sha256 sha256,
    witness         text not null,        -- the deletion log's checkpoint when the number was given
    numbered_at     timestamptz not null,
    closed_at       timestamptz,
    rename_tried_at timestamptz,
    sent_at         timestamptz,
    over_at         timestamptz,          -- settled, dissolved, rejected or recalled
    outbox_empty    boolean not null default false,
    check (state in ('numbered', 'dissolved') or (file_sha256 is not null and manifest_sha256 is not null))
);

create trigger job_transition before update on job
    for each row execute function refuse_unknown_transition('job');
create trigger job_kept before delete or truncate on job
    for each statement execute function refuse_removal();

create table letter (
    id               bigint generated always as identity primary key,
    record           record_id not null references report,
    kind             text not null check (kind in ('forwarding', 'confirmation')),
    state            text not null check (state in ('gathered', 'typeset', 'packed', 'sent', 'mailed',
                                                    'returned', 'held', 'withdrawn', 'superseded')),
    cause            text not null,       -- not-confirmed, rejected, postal, made-again
    receiver         bigint references receiver,
    receiver_version bigint,              -- the version whose words and address it was set with
    letter_date      date not null,       -- Oslo date of gathering
    gathered_at      timestamptz not null,
    pages            int,
    sheets           int,
    envelope         text,
    postcode         text,                -- the receiver's, for sorting
    frames_digest    sha256,
    made_with        sha256,              -- templates and fonts
    uncovered        int,                 -- characters printed as code points
    held_code        text,
    held_sentence    text,
    job              text references job,
    piece            int check (piece > 0),
    mailed_on        date,
    check ((state = 'held') = (held_code is not null)),
    check (state not in ('typeset', 'packed', 'sent', 'mailed') or frames_digest is not null),
    check (state not in ('packed', 'sent', 'mailed', 'returned') or (job is not null and piece is not null))
);

-- One open letter of a kind per report, whatever happens.
create unique index letter_open on letter (record, kind)
    where state in ('gathered', 'typeset', 'packed', 'sent', 'held');
create unique index letter_piece on letter (job, piece)
    where state in ('packed', 'sent', 'mailed', 'returned', 'superseded');
create index letter_by_state on letter (state) where state in ('gathered', 'typeset', 'packed', 'held');
create index letter_by_record on letter (record);

create trigger letter_transition before update on letter
    for each row execute function refuse_unknown_transition('letter');
create trigger letter_kept before delete or truncate on letter
    for each statement execute function refuse_removal();

create table receipt (
    job        text not null references job,
    n          int not null check (n > 0),
    sha256     sha256 not null,
    stage      text not null,
    file_name  text not null,
    content    text not null,             -- the JSON; ranges of piece numbers, nothing personal
    state      text not null check (state in ('waiting', 'applied', 'set-aside')),
    reason     text,
    signed_at  timestamptz not null,
    arrived_at timestamptz not null,
    primary key (job, n, sha256)
);
create unique index receipt_applied on receipt (job, n) where state = 'applied';

-- A receipt file that belongs to no job or is no receipt: looked at once, then left where it is.
create table foreign_receipt (
    file_name  text not null,
    sha256     sha256 not null,
    reason     text not null,
    arrived_at timestamptz not null,
    primary key (file_name, sha256)
);

grant select, insert, update on job_counter, job, letter, receipt, foreign_receipt to reservepost_night;
