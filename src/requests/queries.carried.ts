// SQL: which versions of definitions an authority’s requests were made under, or followed before their service was corrected.
import { type RawBuilder, sql } from 'kysely'

/** True of a version `t` that is its own, or that one of its requests names. */
export const isVersionOf = (authorityId: number): RawBuilder<boolean> =>
  sql<boolean>`((t.status <> 'draft' and t.authority_id = ${authorityId}) or (t.kind, t.id, t.version) in (
    select named.* from requests.request r, lateral (values ('form', r.form_id, r.form_version),
      ('workflow', r.workflow_id, r.workflow_version), ('service', r.service_slug, r.service_version)) named
    where r.authority_id = ${authorityId}
    union select 'workflow', e.payload -> 'fromWorkflow' ->> 'id', (e.payload -> 'fromWorkflow' ->> 'version')::integer
    from requests.request r join platform.event e on e.subject_kind = 'request' and e.subject_id = r.id and e.name = 'request.corrected'
    where r.authority_id = ${authorityId}))`
