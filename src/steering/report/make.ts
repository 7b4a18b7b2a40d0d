// Makes the yearly report of an authority, as long work: what was read, then how it is kept and by how many.
import { NotFound } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { toldFigure } from '#platform/db/yearly.ts'
import { runKind } from '#platform/runs/kind.ts'
import { authorityNoun, localDay, startOfDay, territory } from '#territory'
import { of } from '#platform/french/noun.ts'
import { z } from 'zod'
import { figuresOf } from '../board/figures.ts'
import { paperedIn, paperOf } from '../board/paper.ts'
import { monthAfter, periodOf } from '../board/period.ts'
import { freshnessOf, judgedOf, mostRead, ofKind, unread, useOf } from '../board/queries.ts'
import { readerOf } from '../count/reader.ts'
import { contributors } from '../network/queries.ts'
import { reviewHref } from './place.ts'
import { keepReport, publishedIn, type ReportFigures, type YearlyPart } from './queries.ts'

const input = z.object({ authorityId: z.number().int(), year: z.number().int(), name: z.string() })
type Input = z.infer<typeof input>

const MOST = 10

/** The months of that year that are told. @throws NotFound before the first is */
async function monthsOfYear(tx: Read, year: number): Promise<{ from: string; to: string }> {
  const { to: last } = periodOf('mois', localDay(tx.now, (await territory(tx)).zone))
  const to = last < `${year}-12-01` ? last : `${year}-12-01`
  if (to < `${year}-01-01`) throw new NotFound(`Aucun mois de ${year} n’est encore terminé.`)
  return { from: `${year}-01-01`, to }
}

type Used = Pick<
  ReportFigures,
  | 'until'
  | 'readings'
  | 'qualities'
  | 'authorities'
  | 'months'
  | 'agentMonths'
  | 'mostRead'
  | 'spaces'
  | 'hardlyRead'
  | 'published'
> & { papered: number }

async function usedIn(tx: Read, { authorityId, year }: Input): Promise<Used> {
  const place = await territory(tx)
  const months = await monthsOfYear(tx, year)
  const within = { ...months, authorityId }
  const use = await useOf(tx, within)
  const read = await mostRead(tx, within, MOST)
  const {
    total,
    qualities,
    authorities,
    months: byMonth,
  } = figuresOf(use, place, { period: months, shown: months })
  const byAgents = use.filter(({ reader }) => readerOf(reader, place).quality === 'agents')
  const titled = (rows: readonly { title: string; count: number }[]) =>
    rows.map(({ title, count }) => ({ title, count }))
  return {
    ...{ qualities, authorities, readings: total, months: byMonth },
    agentMonths: figuresOf(byAgents, place, { period: months, shown: months }).months,
    until: monthAfter(months.to, 1),
    mostRead: titled(ofKind(read, 'content')),
    spaces: sum(
      use.filter(({ kind }) => kind === 'space'),
      ({ count }) => count,
    ),
    hardlyRead: (await unread(tx, within, 'content', 1)).count,
    published: await publishedIn(tx, authorityId, `${year}-01-01`, `${year}-12-31`),
    papered: paperedIn(use, place, months),
  }
}

const sum = <R>(rows: readonly R[], of: (row: R) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/** How many people, as far as it may be told. */
const told = (value: number): number | null => toldFigure({ label: '', value, ofPeople: true }).value

/** What each module says of the year, as whoever makes the report. */
async function partsOf(tx: Read, { authorityId, year }: Input): Promise<YearlyPart[]> {
  const { zone } = await territory(tx)
  const from = startOfDay(`${year}-01-01`, zone)
  const until = startOfDay(`${year + 1}-01-01`, zone)
  const parts: YearlyPart[] = []
  for (const { title, of: linesOf } of tx.yearly) {
    const lines = await linesOf(tx, { authorityId, from, until })
    if (lines !== null) parts.push({ ...lines, title, figures: lines.figures.map(toldFigure) })
  }
  return parts
}

async function keptNow(
  tx: Read,
  { authorityId }: Input,
): Promise<Pick<ReportFigures, 'online' | 'late' | 'helped' | 'answers' | 'contributors'>> {
  const fresh = await freshnessOf(tx, authorityId)
  const judged = await judgedOf(tx, authorityId)
  const people = (await contributors(tx)).filter((one) => one.authorityId === authorityId)
  return {
    online: sum(fresh, ({ online }) => online),
    late: sum(fresh, ({ late }) => late),
    helped: sum(judged, ({ helped }) => helped),
    answers: sum(judged, ({ answers }) => answers),
    contributors: {
      wrote: told(people.filter(({ contents }) => contents > 0).length),
      trained: told(people.filter(({ trainings }) => trainings > 0).length),
      thanked: told(people.filter(({ thanks }) => thanks > 0).length),
    },
  }
}

export const REVIEW = runKind<Input, Used>({
  kind: 'steering.review',
  action: 'review.make',
  title: ({ year, name }) => `Établir le bilan ${year}\u00a0: ${name}`,
  input,
  one: 'partie',
  several: 'parties',
  async step(tx, asked, cursor) {
    if (cursor === null) return { next: await usedIn(tx, asked), done: 1 }
    const { papered, ...used } = cursor
    const figures = {
      ...used,
      ...(await keptNow(tx, asked)),
      parts: await partsOf(tx, asked),
      paper: await paperOf(tx, asked.authorityId, papered),
    }
    await keepReport(tx, { authorityId: asked.authorityId, year: asked.year, figures })
    const authority = (await territory(tx)).authority(asked.authorityId)
    const sentence = `Le bilan ${asked.year} ${of(authorityNoun(authority))} est établi.`
    return {
      next: null,
      done: 1,
      lines: [{ sentence, isProblem: false, href: reviewHref(authority.slug, asked.year) }],
    }
  },
})

/** Makes it at once, as whoever acts. */
export async function makeReview(tx: Write, asked: Input): Promise<void> {
  let next: Used | null = null
  do ({ next } = await REVIEW.step(tx, asked, next))
  while (next !== null)
}
