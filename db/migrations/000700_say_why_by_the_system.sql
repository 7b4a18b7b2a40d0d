-- What whoever sends says of why is not kept either (000685): told by an agent who enters a request, without the job by which the system
-- says it again, it was read by the resident in the authority's name. Pages say it from the rules until the system has.
do $$
declare
  source text := pg_get_functiondef('requests.send'::regproc);
  was constant text := 'select given || jsonb_build_object(';
begin
  if position(was in source) = 0 then raise 'requests.send says it otherwise'; end if;
  execute replace(source, was, was || '''routing'', (given -> ''routing'') || ''{"because": "", "steps": [], "basis": ""}'', ');
end $$;
