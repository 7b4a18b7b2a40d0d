-- What a replay found is read by whoever writes the draft that was replayed: that of a commune by its administrators, and by nobody else.
alter policy drafted on studio.replay using (exists (select from definitions.version v
  where (v.kind, v.id, v.version) = (replay.kind, replay.id, replay.version)
    and ((v.authority_id is null and cardinality((select audiences.actor_ids('editor'))::bigint[]) > 0)
      or v.authority_id = any ((select audiences.actor_ids('admin'))::bigint[]))));
