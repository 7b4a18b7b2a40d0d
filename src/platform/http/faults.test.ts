// What people are told when the second wall refuses what the first let through, and what the journal keeps of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { createTestApp, type TestApp } from '#test/app.ts'
import { modules } from '../../app.ts'
import { signedIn } from '../access.ts'
import type { Module } from '../house/module.ts'
import { type Context, one, post, type Posted, redirect, type Reply } from './route.ts'

/** A row of somebody else’s, and a table that no role of ours writes. */
const REFUSED: Readonly<Record<string, ReturnType<typeof sql>>> = {
  wall: sql`insert into threads.draft (once, person_id, subject_kind, writing, typed)
    values (gen_random_uuid(), 1, 'request', 'suivi', '{}')`,
  fault: sql`delete from platform.migration`,
}

async function meet(ctx: Context, _input: unknown, { values }: Posted): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => (REFUSED[one(values, 'which')] ?? assert.fail()).execute(tx.q))
  return redirect('/')
}

const route = {
  action: 'wall.meet',
  face: 'citizen',
  title: 'Mur',
  input: z.object({}),
  handle: meet,
} as const
const walls: Module = {
  name: 'walls',
  access: { 'wall.meet': [signedIn] },
  routes: [post({ ...route, post: '/mur' }), post({ ...route, post: '/mur/texte', resend: true })],
}

describe('what the second wall refuses', () => {
  let parvis: TestApp
  const journal: string[] = []
  before(async () => {
    parvis = await createTestApp({
      modules: [...modules, walls],
      env: { PARVIS_LOG: 'error' },
      journal: { write: (line) => void journal.push(line) },
    })
  })
  after(() => parvis.close())

  const meets = async (to: string, values: Record<string, string>) => {
    journal.splice(0)
    const browser = await parvis.signedInAs('habitante@parvis.example')
    return browser.post(to, values, { headers: { 'sec-fetch-site': 'same-origin' } })
  }

  test('is said as what it is, not as a fault of ours, and noted', async () => {
    const { statusCode, body } = await meets('/mur', { which: 'wall' })
    assert.equal(statusCode, 403)
    assert.match(body, /Vos droits ont changé pendant votre envoi/)
    assert.match(journal.join(''), /"route":"\/mur"/)
  })

  test('gives back what was typed', async () => {
    const { statusCode, body, headers } = await meets('/mur/texte', {
      which: 'wall',
      message: 'Trois heures de travail',
    })
    assert.equal(statusCode, 403)
    assert.match(body, /Vos droits ont changé[^]*Trois heures de travail/)
    assert.equal(headers['retry-after'], undefined)
    assert.match(journal.join(''), /"route":"\/mur\/texte"/)
  })

  test('what no role of ours may ever do stays a fault of ours', async () => {
    assert.equal((await meets('/mur', { which: 'fault' })).statusCode, 500)
    assert.match(journal.join(''), /"route":"\/mur"/)
  })
})
