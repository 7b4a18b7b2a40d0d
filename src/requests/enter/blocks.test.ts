// Rooms told over the telephone: added, moved and kept by an agent, a photo with each; read at the desk, forgotten with the request.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Answers, countedAnswers, formVersion } from '#forms'
import { system } from '#platform/actor.ts'
import { filesOfThread } from '#threads'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestByRef } from '#test/requests.ts'
import { onRequest } from '../record/queries.ts'

const ENTER = '/agents/saisir/logement-insalubre'

describe('a block at the desk', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const kept = (body: string, control: string): string[] =>
    [...body.matchAll(new RegExp(`name="garde-${control}" value="([^"]+)"`, 'g'))].map(([, id]) => id ?? '')

  test('what is said of each room is its own, to the desk that reads it', async () => {
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const base = {
      ...{ canal: 'phone', brouillon: crypto.randomUUID(), distincte: 'oui' },
      ...{ 'place-commune': '69029', 'place-adresse': '3, rue des Essais' },
      ...{ you: 'tenant', problems: 'heating', told: 'oui' },
    }
    const first = await agent.post(ENTER, { ...base, rooms: '', bloc: 'rooms ajouter 0' })
    assert.equal(first.statusCode, 200)
    assert.match(first.body, /id="rooms-1"[^>]*autofocus/, 'where one goes on')
    assert.doesNotMatch(first.body, /class="error-summary"/, 'nobody is told off')
    assert.match(first.body, /role="status">Pièce ajoutée, en position 1 sur 1/)
    const photo = { field: 'rooms-1-room_photos', name: 'sejour.jpg', bytes, type: 'image/jpeg' }
    const told = { ...base, 'rooms-1-room': 'living' }
    const second = await agent.upload(ENTER, { ...told, rooms: '1', bloc: 'rooms ajouter 0' }, [photo])
    const [file = ''] = kept(second.body, 'rooms-1-room_photos')
    assert.match(file, /^[0-9a-f-]{36}$/)
    const two = { ...told, 'garde-rooms-1-room_photos': file, 'rooms-2-room': 'other' }
    const moved = await agent.post(ENTER, { ...two, rooms: ['1', '2'], bloc: 'rooms monter 2' })
    assert.ok(moved.body.indexOf('id="rooms-2"') < moved.body.indexOf('id="rooms-1"'))
    assert.deepEqual(kept(moved.body, 'rooms-1-room_photos'), [file])
    // Kept for later as it stands, and found again.
    const later = await agent.get(`${ENTER}?saisie=${base.brouillon}`)
    assert.ok(later.body.indexOf('id="rooms-2"') < later.body.indexOf('id="rooms-1"'))
    assert.deepEqual(kept(later.body, 'rooms-1-room_photos'), [file])
    const wrong = await agent.post(ENTER, { ...two, rooms: ['2', '1'] })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /href="#rooms-2-room_name">Pièce 1/)
    const sent = await agent.post(ENTER, { ...two, rooms: ['2', '1'], 'rooms-2-room_name': 'La cave' })
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 300))
    const ref = /recu\/([\d-]+)$/.exec(String(sent.headers.location))?.[1] ?? ''
    const row = (await parvis.db.read(system, (tx) => requestByRef(tx, ref))) ?? assert.fail()
    const rooms = row.answers.rooms as Answers[]
    assert.deepEqual(
      rooms.map(({ room, room_name }) => [room, room_name]),
      [
        ['other', 'La cave'],
        ['living', undefined],
      ],
    )
    const documents = await parvis.db.read(system, (tx) => filesOfThread(tx, onRequest(row.id)))
    assert.deepEqual(
      documents.map(({ fileId }) => fileId),
      [file],
    )
    const desk = (await agent.get(`/agents/demandes/${ref}`)).body
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
    assert.match(desk, /Pièce 1 : Laquelle \? La cave/)
    assert.match(desk, /Pièce 2 : .*? sejour\.jpg/)
    // Once whoever asked is forgotten, what is counted says nothing of anybody.
    const form = await parvis.db.read(system, (tx) => formVersion(tx, row.formId, row.formVersion))
    const counted = JSON.stringify(countedAnswers(form, row.answers))
    assert.doesNotMatch(counted, /cave|fileId/)
  })
})
