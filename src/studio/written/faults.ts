// What is wrong with a form as it is written, beside the element that it is about: what publication would refuse, with its sight.
import { foreseenProblems } from '#definitions'
import { everyFieldOf, type FormDefinition } from '#forms'
import { quoted } from '#platform/ui/french.ts'
import type { Context } from '#platform/http/route.ts'
import { nameOf } from './read.ts'

export interface Faults {
  /** By page, question or named condition (`condition:id`). */
  of: ReadonlyMap<string, readonly string[]>
  /** Of the whole. */
  whole: readonly string[]
  count: number
}

/** Of a form that is somebody else’s to mend. */
export const NO_FAULTS: Faults = { of: new Map(), whole: [], count: 0 }

export async function faultsOf({ db, actor, defining }: Context, form: FormDefinition): Promise<Faults> {
  const problems = await foreseenProblems(db, actor, defining, { ...nameOf(form.id), body: form })
  const titles = [
    ...form.pages.map(({ id, title }) => [id, title] as const),
    ...everyFieldOf(form).map(({ id, label }) => [id, label] as const),
  ]
  // Authors know questions by their words, not by the names that files give them.
  const inWords = (sentence: string): string =>
    titles.reduce((said, [id, title]) => said.replaceAll(quoted(id), () => quoted(title)), sentence)
  const known = new Set([
    ...[...form.pages, ...everyFieldOf(form)].map(({ id }) => id),
    ...(form.conditions ?? []).map(({ id }) => `condition:${id}`),
  ])
  const of = new Map<string, string[]>()
  const whole: string[] = []
  for (const { at, sentence: written } of problems) {
    const sentence = inWords(written)
    if (at !== undefined && known.has(at)) of.set(at, [...(of.get(at) ?? []), sentence])
    else if (!whole.includes(sentence)) whole.push(sentence)
  }
  return { of, whole, count: problems.length }
}
