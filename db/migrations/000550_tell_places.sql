-- Places of agents, for whoever administers the authority: what its agreement gives that day (null: as many as it wants), how many are
-- taken today, and how many invitations promise. Numbers, of nobody.
create function agreements.places(authority integer, on_day date) returns table (given integer, taken integer, promised integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select agreements.seats(authority, on_day), agreements.taken_seats(authority),
    (select count(*)::integer from accounts.invitation i where i.authority_id = authority and i.ended_at is null
      and exists (select from jsonb_array_elements(i.posts) p where p ->> 'role' in ('handler', 'manager', 'reception')))
  where authority = any ((select audiences.actor_ids('setter'))::bigint[]) $$;
