// The summary of a request: the page and the paper say what the screen says, to whoever reads the request, and mask what it masks.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { catalogue } from '#services'
import { textOfPdf } from '#test/pdf.ts'
import { desk, MIONS, openDesk, ROADS } from '../desk/desk.fixture.ts'

const plain = (text: string) =>
  text
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/&nbsp;|[\u00a0\u202f\s]+/g, ' ')

describe('the summary of a request', () => {
  const world = openDesk()

  /** A request of the e-bike grant: it asks an account. */
  async function grant() {
    const sent = await world.parvis.makeRequest({ commune: '69029' })
    const answers = { account: 'FR1420041010050500013M02606', bike: 'new' }
    await world.parvis.db.write(system, async (tx) => {
      const version = (await catalogue(tx)).service('prime-velo-electrique')?.formVersion
      await sql`update requests.request set form_id = 'prime-velo', form_version = ${version},
        answers = answers || ${JSON.stringify(answers)}::jsonb where id = ${sent.id}`.execute(tx.q)
    })
    return sent
  }

  test('the page and the accessible PDF say the same, under the titles of the form; what is masked stays so', async () => {
    const sent = await grant()
    const agent = await world.parvis.signedInAs(ROADS)
    assert.match(
      (await agent.get(desk(sent))).body,
      new RegExp(`href="${desk(sent)}/resume">Résumé à imprimer`),
    )
    const page = await agent.get(`${desk(sent)}/resume`)
    assert.equal(page.statusCode, 200)
    assert.match(
      page.body,
      /<div class="row no-print"><a class="button quiet" href="[^"]+\/resume\/papier" download>/,
    )
    const pdf = await agent.get(`${desk(sent)}/resume/papier`)
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    assert.equal(pdf.headers['content-disposition'], `attachment; filename="resume-${sent.ref}.pdf"`)
    const texts = [plain(page.body), plain(textOfPdf(pdf.rawPayload).pages.join(' '))]
    for (const text of texts) {
      for (const said of ['La demande', sent.ref, 'Démarche', 'FR14 •••• 2606', 'Adresse', 'Bron', 'Usager'])
        assert.ok(text.includes(said), `${said} in ${text}`)
      assert.doesNotMatch(text, /1005|FR142004|2004 1010/, 'never whole on paper')
    }
    // Every line of the page is on the paper, in its order.
    const main = page.body.slice(page.body.indexOf('<article'), page.body.indexOf('</article>'))
    const rows = [...main.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, term = '', value = '']) =>
      [plain(term), plain(value)].map((one) => one.trim()),
    )
    assert.ok(rows.length > 8, `${rows.length} rows`)
    const squeezed = (texts[1] ?? '').replaceAll(' ', '')
    let at = 0
    for (const said of rows.flat()) {
      const found = squeezed.indexOf(said.replaceAll(' ', ''), at)
      assert.ok(found >= at, `${said} is after ${squeezed.slice(at, at + 60)}`)
      at = found
    }
  })

  test('is read by whoever reads the request, as far as its screen shows, and noted in the journal', async () => {
    const { personId } = await world.parvis.actor('habitante@parvis.example')
    const sent = await world.parvis.makeRequest({ commune: '69029', residentId: personId })
    const other = await world.parvis.signedInAs(MIONS)
    for (const path of ['/resume', '/resume/papier'])
      assert.equal((await other.get(desk(sent) + path)).statusCode, 404, path)
    const opened = async () => {
      const { rows } = await world.parvis.db.read(system, (tx) =>
        sql<{
          n: number
        }>`select count(*)::int as n from platform.access_entry where person_id = ${personId}`.execute(tx.q),
      )
      return rows[0]?.n
    }
    const before = await opened()
    const agent = await world.parvis.signedInAs(ROADS)
    assert.equal((await agent.get(`${desk(sent)}/resume/papier`)).statusCode, 200)
    assert.equal(await opened(), (before ?? 0) + 1, 'the resident reads that it was opened')
  })
})
