// A module that counts, for the tests of long work: a list too long for one answer, and work that may break.
import { sql } from 'kysely'
import { agent } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { runKind } from '#platform/runs/kind.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
import { listOf } from '#platform/screens/list.ts'
import { adminList } from '#territory'
import { z } from 'zod'

/** Rows of the list. */
export const LENGTH = 20_500

const numbers = listOf<{ n: number }>({
  at: '/administration/nombres',
  action: 'number.read',
  title: 'Nombres',
  one: 'nombre',
  several: 'nombres',
  columns: [{ label: 'Nombre', text: ({ n }) => String(n), sort: { name: 'nombre', by: ({ n }) => n } }],
  filters: [{ name: 'q', label: 'Mots' }],
  id: ({ n }) => n,
  order: 'nombre',
  rows: (tx, asked) =>
    keysetPage(tx, asked, {
      columns: sql`n.n`,
      from: sql`generate_series(1, ${sql.lit(LENGTH)}) n(n)`,
      where: sql<boolean>`n.n::text like ${`${asked.filters.q ?? ''}%`}`,
      orders: { nombre: { by: sql`lpad(n.n::text, 6, '0')`, type: 'text' } },
      id: sql`n.n`,
    }),
  empty: { title: 'Aucun nombre' },
  export: 'nombres',
})

/** What breaks at the next steps, in order; null holds. */
export const breaking: (Error | null)[] = []

/** Says each number up to one, a line a step: killed in the middle, each is said once. */
export const COUNT = runKind<{ to: number }, number>({
  kind: 'counting.count',
  action: 'number.read',
  title: ({ to }) => `Compter jusqu’à ${to}`,
  one: 'nombre',
  several: 'nombres',
  input: z.object({ to: z.number() }),
  async step(tx, { to }, after) {
    const n = (after ?? 0) + 1
    // The work is begun when it breaks.
    await sql`select platform.now()`.execute(tx.q)
    const broken = breaking.shift() ?? null
    if (broken !== null) throw broken
    return {
      next: n < to ? n : null,
      done: 1,
      lines: [{ sentence: `Nombre ${n}`, isProblem: n === 2, href: '/agents' }],
    }
  },
})

export const counting: Module = {
  name: 'counting',
  access: { 'number.read': [agent('admin').anywhere] },
  routes: adminList(numbers),
  runs: [COUNT],
}
