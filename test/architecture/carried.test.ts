// All of an authority’s data goes with it at the end of its agreement: every table is carried, or says here why it stays.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { houseOf } from '../../src/app.ts'
import { modules as arrows, schemaOf } from '../../src/modules.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const { carried } = houseOf({ demo: true })

/** Tables that no authority takes away, by reason. */
const STAY: Readonly<Record<string, readonly string[]>> = {
  'an account is of the whole territory: the metropolis is its controller': [
    ...['account_number', 'credential', 'device', 'email_change', 'ended_session', 'external_identity'],
    ...['factor_reset', 'identity_check', 'look', 'mandate', 'paper_code', 'passage', 'passkey'],
    ...['profile_value', 'proof', 'recovery_code', 'session', 'totp', 'challenge', 'application_password'],
    'employed',
    ...['federation_arrival', 'federation_attempt', 'federation_session'],
  ].map((name) => `accounts.${name}`),
  'what opens kiosks to an agent, and that they are there': ['kiosk.access', 'kiosk.visit'],
  'a pass is of the whole territory, as the account; what opens doors of partners, and what was shown there, serve this installation alone':
    [
      'pass',
      'support',
      'sector_value',
      'entitlement',
      'proof',
      'dead',
      'status_list',
      'code',
      'offer',
      'copy',
      'proved',
      'wallet_program',
      'asking',
      'issuer_key',
      'proof_heard',
      'device',
      'redemption',
      'member',
      'week',
      'waiting',
      'payer',
      'guardian_limit',
      'card_slot',
      'card_number',
      'card_order',
      'card_batch',
    ].map((name) => `pass.${name}`),
  'keys of applications open this installation alone, and addresses are told what happens in it; they go with their owner':
    ['key', 'minute', 'hook', 'message', 'delivery'].map((name) => `exchange.${name}`),
  'the books of the pass hang on what holders have, who are of the whole territory; they go with their partner':
    ['pass.account', 'pass.transfer', 'pass.posting'],
  'consents, and what the provider of the account keeps for them': [
    ...['artifact', 'client_secret', 'consent', 'consent_entry', 'logout_delivery', 'session_link'],
    'signing_key',
  ].map((name) => `identity.${name}`),
  'somebody’s own: what they are told, what they have not sent, their work in hand': [
    ...[
      'publishing.acknowledgement',
      'publishing.seat',
      'digest.subscription',
      'digest.delivery',
      'feeds.address',
      'directory.card',
      'directory.portrait',
      ...['intranet.own', 'intranet.favourite'],
      'notices.choice',
      'notices.notice',
      'notices.quiet',
      'forms.draft',
      'forms.draft_link',
      ...['requests.cosigning', 'requests.cosigning_link'],
      'threads.draft',
    ],
    ...['platform.run', 'platform.run_line', 'platform.run_piece', 'platform.kept_post'],
    'bodies.register_import',
    ...['spaces.reading', 'forums.reading', 'forums.report', 'vacancies.profile', 'vacancies.draft'],
    // Who writes at this hour, and what programs note for themselves.
    ...['spaces.lock', 'spaces.mailed', 'spaces.mailing', 'spaces.property'],
  ],
  'who has answered a questionnaire, and what, until it closes: apart, and told to nobody': [
    'surveys.pool',
    'surveys.voter',
  ],
  'the resident’s own journal, which « Mes données » shows and gives them': [
    'platform.access_entry',
    'platform.access_anchor',
  ],
  'a browser’s right to read, for some hours': ['requests.code_grant', 'requests.link_opening'],
  'common to the territory: the metropolis’s': [
    ...['category', 'elsewhere', 'life_event', 'signpost', 'synonym', 'theme'].map(
      (name) => `services.${name}`,
    ),
    ...['territory.settings', 'territory.elsewhere', 'agreements.grid', 'agreements.meeting'],
    ...['definitions.edit', 'definitions.revision', 'studio.replay', 'studio.review'],
    // What forms give to download, as their definitions.
    ...['forms.model', 'forms.modelled'],
    'lists.reading',
  ],
  'numbers of nobody, which go with what was read': ['steering.opening', 'steering.told'],
  'made again from the file': ['files.rendition', 'files.reading', 'files.preview'],
  'made again from what is published': [
    'publishing.pictured',
    'publishing.joined',
    'publishing.linked',
    'publishing.link',
  ],
  'made again from what it tells of, and gone with it': ['search.entry'],
  'the ends of chains, which events say': ['platform.chain_head'],
  'of the installation': [
    ...['audiences.kind', 'audiences.reach_key', 'files.subject', 'threads.subject'],
    ...['search.kind', 'search.alike'],
    ...['platform.mail', 'platform.migration', 'platform.throttle'],
    ...['register.retention_run', 'privacy.erasure'],
  ],
}

describe('what an authority takes away', () => {
  let database: TestDatabase
  let owner: pg.Client
  before(async () => {
    database = await testDatabase()
    owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await database.drop()
  })

  it('is every table, but those that say why they stay', async () => {
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname = any ($1) group by 1`,
      [['platform', ...Object.keys(arrows).map(schemaOf)]],
    )
    const said = [...carried.map(({ table }) => table), ...Object.values(STAY).flat()]
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), said.toSorted())

    const columnsOf = new Map(rows.map(({ name, columns }) => [name, columns]))
    for (const { table, rows: which, subject, without = {}, bytes } of carried) {
      const named = [...Object.keys(without), ...(subject ? [subject.by] : []), ...Object.values(bytes ?? {})]
      if (typeof which === 'object') named.push('authority' in which ? which.authority : which.column)
      for (const column of named) assert.ok(columnsOf.get(table)?.includes(column), `${table}.${column}`)
    }
  })

  it('goes by itself, or with a table that does', () => {
    for (const { table, end } of carried)
      if ('with' in end) {
        const other = carried.find((one) => one.table === end.with)
        assert.ok(other !== undefined && 'by' in other.end, table)
      }
  })

  it('names once each kind of thing that events, messages and files speak of, or says why it stays', async () => {
    const kinds = carried.flatMap(({ subject }) => subject?.kind ?? [])
    assert.equal(new Set(kinds).size, kinds.length)
    const { rows } = await owner.query<{ kind: string }>(
      `select kind from files.subject union select kind from threads.subject union
       select (regexp_matches(coalesce(qual, ''), 'subject_kind = ''([a-z]+)''', 'g'))[1] from pg_policies
       where tablename = 'event'`,
    )
    const STAYING = [
      'agreementmeeting',
      'applying',
      'draft',
      'form-model',
      'look',
      'portrait',
      'run',
      'word',
      'writing',
    ]
    const silent = rows.map(({ kind }) => kind).filter((kind) => !kinds.includes(kind))
    assert.deepEqual(silent.toSorted(), STAYING.toSorted())
  })
})
