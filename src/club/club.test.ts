// Experience sheets: listed with what each inhabitant paid, narrowed to communes like one's own, read side by side; of those that are for
// whoever reads, and no other.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeAudience, PUBLIC } from '#audiences'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { territory } from '#territory'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { kilometres, type Placed, sidesOf } from './map.ts'

const HERE = '/territoires/club'
const EDITOR = 'marius.redaction@parvis.example'

const words = (body: string): string =>
  body
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('the club', () => {
  let parvis: TestApp
  let mayor: TestBrowser
  const ids: Record<string, number> = {}
  before(async () => {
    parvis = await createTestApp()
    mayor = await parvis.signedInAs('maire.bron@parvis.example')
    await sheet('Horloges', { inhabitants: '42000', cost: '61000', results: 'Elle **baisse**.' })
    await sheet('Détecteurs', { inhabitants: '150000', cost: '30000' })
    await sheet('Sans habitant', { inhabitants: '0', cost: '900' })
    await sheet('Pour d’autres', { inhabitants: '40000', cost: '5' }, (id) => `workplace:${id}`)
  })
  after(() => parvis.close())

  /** Published by Bron, to everybody or to whoever has that key. */
  async function sheet(
    title: string,
    said: Record<string, string>,
    key?: (authorityId: number) => string,
  ): Promise<void> {
    const editor = await parvis.actor(EDITOR)
    await parvis.db.write(editor, async (tx) => {
      const place = await territory(tx)
      const authorityId = place.authorityByCode('69029')?.id ?? 0
      const unitId = place.unitsOf(authorityId).find(({ code }) => code === 'services-techniques')?.id ?? 0
      const typed = { commune: 'Bron', year: '2025', done: 'Des essais.', results: 'Bons.', contact: 'Nous' }
      const { typeVersion, fields, reviewMonths } = await asTyped(tx, 'experience', { ...typed, ...said })
      const text = { typeVersion, fields, title, summary: '', theme: 'Développement durable', about: [] }
      const id = await beginContent(tx, { authorityId, unitId, type: 'experience' }, text)
      const rule = { who: [key?.(authorityId) ?? ''], also: [], except: [], from: null, until: null }
      const audienceId =
        key === undefined ? PUBLIC : await makeAudience(tx, authorityId, { name: 'D’autres', rule })
      const version = (await writtenContent(tx, id))?.version ?? 0
      assert.ok(reviewMonths > 0)
      const [startsAt, reviewOn] = [tx.now, '2029-01-01']
      await publish(tx, id, version, { audienceId, startsAt, endsAt: null, isSilent: false, reviewOn })
      ids[title] = id
    })
  }
  const read = async (path: string, by = mayor) => {
    const { statusCode, body } = await by.get(path)
    assert.equal(statusCode, 200, body)
    return body
  }

  test('says what each inhabitant paid, in any order, on screen and in the file', async () => {
    const shown = words(await read(`${HERE}?tri=-par-habitant`))
    assert.match(shown, /3 fiches/)
    assert.match(shown, /Horloges[^]*42 000 61 000 € 1,45 €[^]*Détecteurs[^]*0,20 €[^]*Sans habitant/)
    assert.doesNotMatch(shown, /Pour d’autres/)
    assert.match(
      await read(`${HERE}?format=csv`),
      /"Horloges";"Bron";"2025";"Développement durable";"42000";"61000";"1,45"/,
    )
  })

  test('narrows to communes like that of whoever reads', async () => {
    const like = await read(`${HERE}?taille=comme-la-mienne`)
    assert.match(like, /Comme Bron \(de [^)]+\)/)
    assert.match(words(like), /1 fiche /)
    assert.match(words(like), /Horloges/)
    assert.match(words(await read(`${HERE}?taille=80000`)), /1 fiche [^]*Détecteurs/)
  })

  test('a name stands west of its mark where another mark is on its east', async () => {
    const [area] = (await parvis.db.read(system, territory)).communes
    assert.ok(area)
    const at = (name: string, long: number): Placed => ({
      ...{ area: { ...area, code: name, name }, lat: 100, long, sheets: 1, distance: null },
    })
    const sides = (...all: Placed[]) => [...sidesOf(all, ({ lat, long }) => [long, lat]).values()]
    assert.deepEqual(sides(at('Oullins', 200), at('Bron', 450)), ['east', 'east'])
    assert.deepEqual(sides(at('Oullins', 200), at('Bron', 260)), ['west', 'east'])
    assert.deepEqual(sides(at('Bron', 590)), ['west'], 'the edge')
    assert.deepEqual(sides(at('Oullins', 30), at('Bron', 90)), ['east', 'east'], 'neither is free')
  })

  test('draws where they come from, with what the other filters keep, of what whoever reads may read', async () => {
    const all = await read(HERE)
    assert.match(all, /aria-label="Bron 3\sfiches"/)
    assert.match(words(all), /Par commune, la plus proche d’abord Bron 3\sfiches, la vôtre/)
    const narrowed = await read(`${HERE}?q=horloges`)
    assert.match(
      narrowed,
      /href="\/territoires\/club\?q=horloges&amp;commune=Bron"[^>]*aria-label="Bron 1\sfiche"/,
    )
    const one = await read(`${HERE}?q=horloges&commune=Bron`)
    assert.match(one, /Toutes les communes/)
    assert.match(one, /aria-label="Bron 1\sfiche"/)
    assert.doesNotMatch(await read(`${HERE}?q=zzz`), /Sur la carte/)
    const areas = await parvis.db.read(system, territory)
    const [bron, mions] = ['69029', '69283'].map(
      (code) => areas.authorityByCode(code)?.profile.centre ?? [0, 0],
    )
    const away = kilometres(
      { lat: bron?.[0] ?? 0, long: bron?.[1] ?? 0 },
      { lat: mions?.[0] ?? 0, long: mions?.[1] ?? 0 },
    )
    assert.ok(away > 6 && away < 10, String(away))
  })

  test('compares side by side what whoever reads may read, and nothing else', async () => {
    const at = (...titles: string[]) =>
      `${HERE}/comparer?${titles.map((title) => `fiche=${ids[title]}`).join('&')}`
    const both = await read(at('Horloges', 'Détecteurs'))
    assert.match(words(both), /Coût par habitant 1,45 € 0,20 €/)
    assert.match(both, /Elle <strong>baisse<\/strong>/)
    assert.match(both, new RegExp(`<option value="${ids['Sans habitant']}">`))
    const foreign = await read(`${at('Horloges', 'Pour d’autres')}&fiche=999999&fiche=x`)
    assert.match(words(foreign), /Horloges/)
    assert.doesNotMatch(foreign, /Pour d’autres/)
    assert.match(words(await read(`${HERE}/comparer`)), /Choisissez une fiche/)
  })

  test('is for elected members', async () => {
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    for (const path of [HERE, `${HERE}/comparer`])
      assert.notEqual((await agent.get(path)).statusCode, 200, path)
  })
})
