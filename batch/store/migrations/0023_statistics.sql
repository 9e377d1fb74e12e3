-- Within one night a queue of none becomes one of a hundred thousand, before the server's own
-- keeping of statistics has looked: it would plan each chunk as if a dozen rows waited, and sort all
-- of them for the next hundred. Whoever works through the tables asks for a look where many rows have
-- changed since the last. A table that somebody else looks at meanwhile is passed over.
create function refresh_statistics() returns void
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    grown text;
begin
    for grown in select c.relname from pg_class c
                  where c.oid in ('report'::regclass, 'letter'::regclass, 'job'::regclass)
                    and pg_stat_get_mod_since_analyze(c.oid) > 1000 + c.reltuples / 10
    loop
        execute format('analyze (skip_locked) %I', grown);
    end loop;
end
$$;
revoke execute on function refresh_statistics() from public;
grant execute on function refresh_statistics() to reservepost_night;
