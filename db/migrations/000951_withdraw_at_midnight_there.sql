-- A brochure that is withdrawn is found until the midnight of the territory (000932), no more of UTC.
create or replace view brochures.found as
  select b.id as subject_id, b.authority_id, b.audience_id, b.changed_at as at, (b.withdrawn_on::timestamp at time zone territory.zone()) as ends_at, b.title,
    concat_ws(E'\n', b.abstract, array_to_string(b.languages, ', ')) as text from brochures.brochure b where b.pdf is not null;
update search.entry e set ends_at = f.ends_at from brochures.found f
  where e.kind = 'brochure' and e.subject_id = f.subject_id and e.ends_at is distinct from f.ends_at;
