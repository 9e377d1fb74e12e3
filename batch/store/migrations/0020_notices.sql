-- The small signed notices to a print house, numbered like jobs. What was signed is kept, so that the
-- same number always goes out with the same octets.

create table notice_counter (
    house      text not null,
    generation int not null check (generation between 1 and 99),
    last       int not null check (last between 0 and 999999),
    primary key (house, generation)
);

create table notice (
    house     text not null,
    n         text not null check (n ~ '^[0-9]{8}$'),
    kind      text not null check (kind in ('none', 'advice', 'void')),
    day       date not null,              -- in Oslo: the day it speaks of
    job       text references job,        -- the void one
    file_name text not null,
    signed    bytea not null,
    made_at   timestamptz not null,
    sent_at   timestamptz,
    primary key (house, n),
    check ((kind = 'void') = (job is not null))
);

-- A day is said to be empty once, advised once; a job is void once.
create unique index notice_of_day on notice (house, kind, day) where kind <> 'void';
create unique index notice_of_job on notice (job) where kind = 'void';
create index notice_unsent on notice (house, n) where sent_at is null;

create trigger notice_stays before delete or truncate on notice
    for each statement execute function refuse_removal();

grant select, insert, update on notice_counter to reservepost_night;
grant select, insert on notice to reservepost_night;
grant update (sent_at) on notice to reservepost_night;
