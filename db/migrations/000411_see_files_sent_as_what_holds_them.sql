-- Whoever sends a file sees it as their own until it is sent: then it is as visible as what holds it, to them as to anybody. The next
-- person at a browser takes what was begun there, and an agent who may read a request no more keeps no way to its photographs.
drop policy own on files.file;
create policy own on files.file for select
  using (files.is_own(visitor_id, person_id) and (subject_kind is null or files.is_passing(subject_kind)));
