-- Whoever reaches a request by their account or their unit is not asked for the codes that their browser proved.
alter policy visible on requests.request using (
  resident_id = (select platform.person_id())
  or unit_id = any ((select accounts.actor_ids('unit'))::bigint[])
  or authority_id = any ((select accounts.actor_ids('desk'))::bigint[])
  or commune_id = any ((select accounts.actor_ids('commune'))::bigint[])
  or shared_units && (select accounts.actor_ids('shared')::integer[])
  or id = any ((select platform.code_requests())::bigint[])
);
