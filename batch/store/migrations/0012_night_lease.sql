-- Until when the night's holder has said that it will be heard of again, by this database's own
-- clock: whoever finds the lock taken and this instant past may take the night over.
alter table night add column lease_until timestamptz not null default '-infinity';
grant update (lease_until) on night to reservepost_night;
