// A directorate proposes, Communication targets the mayors of one conference: exactly those find it on their home, in the list, by the
// search, in their feed, in their calendar and in their digest; whoever is elected elsewhere finds nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const TITLE = 'Avenue Franklin-Roosevelt, le calendrier du chantier'
const MAYORS = 'Maires de Porte des Alpes'
const CONFERENCE = 'Conférence territoriale des maires Porte des Alpes'

describe('a content for the mayors of a conference', () => {
  let town: Town
  before(async () => {
    town = await openTown({ PARVIS_DEMO: '1' })
    await plan()
    // What is told from now on is in the next one.
    town.parvis.advance({ hours: 1 })
  })
  after(() => town.close())

  /** What programs read at somebody's own address. */
  async function listsOf({ page, open, press }: Visitor): Promise<[list: string, said: string][]> {
    await open('/compte/abonnements')
    await press('Créer mon adresse')
    const secret = /jeton=([\w-]{43})/.exec(await page.content())?.[1] ?? assert.fail('no address')
    return Promise.all(
      ['contenus.atom', 'contenus.rss', 'contenus.ics'].map(async (list): Promise<[string, string]> => {
        const reply = await fetch(`${town.origin}/flux/${list}?jeton=${secret}`)
        return [list, (await reply.text()).replaceAll(/\r?\n[ \t]/g, '')]
      }),
    )
  }

  /** Digests that are due leave; those to come have their hour. */
  async function plan(): Promise<void> {
    const { parvis } = town
    await parvis.db.write(system, (tx) =>
      sql`select platform.add_job('digest.plan', '{}', null, null)`.execute(tx.q),
    )
    await parvis.runJobs()
  }

  /** The last digest of somebody, once it has left. */
  async function digestOf(mail: string): Promise<string> {
    const { parvis } = town
    return parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: mail, limit: 1 })
      return latest === undefined ? '' : ((await keptMail(tx, latest.id))?.text ?? '')
    })
  }

  test('is proposed without scripts, targeted, and read by those alone', async () => {
    const roads = await town.visitor({ as: 'chef.voirie@parvis.example', scripts: false, width: 390 })
    await roads.open('/agents/propositions')
    await roads.press('Écrire un contenu')
    await roads.press('Événement')
    await roads.page.getByLabel('Titre').fill(TITLE)
    await roads.page.getByLabel('L’essentiel').fill('Le chantier commence le 11 janvier, par le carrefour.')
    await roads.page
      .getByLabel(/^Programme/)
      .fill('Deux arrêts de bus sont déplacés.\n\n- le premier mois, côté nord\n- puis côté sud')
    await roads.page.getByLabel(/^Jour/).fill('2026-12-10')
    await roads.page.getByLabel(/^Heures/).fill('De 18 h à 20 h')
    await roads.page.getByLabel(/^Lieu/).fill('Salle Franklin-Roosevelt')
    await roads.page.getByLabel('Rubrique').selectOption('Voirie et déplacements')
    await roads.page.getByLabel('Tenu à jour par').selectOption({ label: 'Direction de la voirie' })
    await roads.press('Enregistrer le brouillon')
    await roads.press('Proposer')
    await roads.page.getByRole('textbox').last().fill('À dire aux maires avant la réunion du 10 décembre.')
    await roads.press('Proposer')
    assert.match(await roads.text(), /Proposé/)

    const desk = await town.visitor({ as: 'communication@parvis.example' })
    await desk.open('/administration/publics/nouveau')
    await desk.page.getByLabel('Nom du public').fill(MAYORS)
    await desk.page.getByLabel('Qui', { exact: true }).selectOption({ label: CONFERENCE })
    await desk.page.getByLabel('Avec quelle fonction', { exact: true }).selectOption({ label: 'Maires' })
    await desk.press('Voir qui le composera')
    assert.match(await desk.text(), /Les maires de la Conférence territoriale des maires Porte des Alpes/i)
    await desk.press('Enregistrer')
    await desk.open('/administration/contenus?etat=proposed')
    await desk.press(TITLE)
    assert.match(await desk.text(), /avant la réunion du 10 décembre/)
    await desk.press('Publier')
    await desk.page.getByLabel('Pour qui').selectOption({ label: MAYORS })
    await desk.press('Voir avant de publier')
    assert.match(
      await desk.text(),
      /Qui le verra\s+Les maires de la conférence[^]*4\sélus aujourd’hui[^]*Hélène Saunier/,
    )
    await desk.press('Publier')

    const { parvis } = town
    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', width: 390 })
    for (const path of ['/territoires', '/rechercher?q=franklin', '/contenus']) {
      await mayor.open(path)
      assert.ok((await mayor.text()).includes(TITLE), path)
    }
    await mayor.press(TITLE)
    assert.match(await mayor.text(), /Pourquoi je vois ceci\s+Vous êtes parmi les maires/)
    const address = new URL(mayor.page.url()).pathname

    const councillor = await town.visitor({ as: 'elue@parvis.example' })
    for (const path of ['/territoires', '/rechercher?q=franklin', '/contenus', address]) {
      await councillor.open(path)
      assert.ok(!(await councillor.text()).includes('Franklin-Roosevelt'), path)
    }
    for (const [who, isTold] of [
      [mayor, true],
      [councillor, false],
    ] as const)
      for (const [list, said] of await listsOf(who)) {
        // A calendar says when, and never the title of what is not for everybody, not even in an address.
        const isCalendar = list.endsWith('.ics')
        const mark = isCalendar ? `${address.split('/').slice(0, 3).join('/')}/lire` : address
        assert.equal(said.includes(mark), isTold, `${list} ${isTold}`)
        if (isCalendar) assert.doesNotMatch(said, /franklin/i)
      }
    parvis.advance({ days: 8 })
    await plan()
    assert.equal((await digestOf('maire.bron@parvis.example')).includes(TITLE), true, 'digest')
    assert.equal((await digestOf('elue@parvis.example')).includes('Franklin-Roosevelt'), false)
  })
})
