// How fresh the contents of each service are: what is late counts from its day, what is of others is not counted.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { beginContent, publish, writtenContent } from '#publishing'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'

const AT = '/administration/contenus/fraicheur'

describe('the freshness of contents', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    for (const [unit, review] of [
      ['services-techniques', '2027-03-01'],
      ['services-techniques', '2027-08-01'],
      ['culture', '2027-06-01'],
    ] as const)
      await online(unit, review)
  })
  after(() => parvis.close())

  async function online(code: string, reviewOn: string): Promise<void> {
    await parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), async (tx) => {
      const place = await territory(tx)
      const authorityId = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(authorityId).find((unit) => unit.code === code)?.id ?? 0
      const text = { typeVersion: 1, title: 'Horaires', summary: '', theme: '', about: [], fields: {} }
      const id = await beginContent(tx, { authorityId, unitId, type: 'brief' }, text)
      const version = (await writtenContent(tx, id))?.version ?? 0
      const days = { startsAt: tx.now, endsAt: null, isSilent: false, reviewOn }
      await publish(tx, id, version, { audienceId: PUBLIC, ...days })
    })
  }

  const shown = async (email: string) => {
    const { body, statusCode } = await (await parvis.signedInAs(email)).get(AT)
    assert.equal(statusCode, 200, body)
    return body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  }

  test('says what is late, since when, and who writes there, to whoever publishes', async () => {
    assert.match(await shown('marius.redaction@parvis.example'), /Services techniques Ville de Bron 2 \d/)
    // Time passes: the first is late.
    await parvis.db.write(system, (tx) =>
      sql`update publishing.publication set review_on = (${tx.now}::timestamptz - interval '100 days')::date where review_on = '2027-03-01'`.execute(
        tx.q,
      ),
    )
    const late = await shown('marius.redaction@parvis.example')
    assert.match(late, /Services techniques Ville de Bron 2 1, depuis 3 mois [^]*1 personne [^]*Culture/)
  })

  test('counts nothing of another authority', async () => {
    assert.doesNotMatch(await shown('communication@parvis.example'), /Services techniques/)
    const { statusCode } = await (await parvis.signedInAs('agent.mions@parvis.example')).get(AT)
    assert.equal(statusCode, 404)
  })
})
