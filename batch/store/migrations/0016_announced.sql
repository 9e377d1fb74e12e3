-- What the portal says that it has sent: its signed list of the day. A reference stands here as a
-- keyed digest, and only while its report is missing.

create table announced (
    number           bigint primary key check (number >= 1),  -- the portal's, without gaps
    reference_digest sha256,          -- HMAC under the lookup key; null once the report is here
    receiver         text not null check (receiver ~ '^[0-9]{4}-[0-9]{2}$'),
    day              date not null,   -- of the list it stood in first
    announced_at     timestamptz not null,  -- when that list was signed
    taken_in_at      timestamptz,     -- when its report was found to be here
    constraint announced_is_missing_or_here
        check ((reference_digest is null) = (taken_in_at is not null))
);
create unique index announced_once on announced (reference_digest)
    where reference_digest is not null;
create index announced_missing on announced (announced_at) where taken_in_at is null;
create trigger announced_stays before delete or truncate on announced
    for each statement execute function refuse_removal();

grant select, insert on announced to reservepost_night;
grant update (reference_digest, taken_in_at) on announced to reservepost_night;
