// What is wrong with a form as it is written, beside the element that it is about: what publication would refuse, with its sight.
import { foreseenProblems } from '#definitions'
import { fieldsOf, type FormDefinition } from '#forms'
import type { Context } from '#platform/http/route.ts'
import { nameOf } from './read.ts'

export interface Faults {
  /** By page or question. */
  of: ReadonlyMap<string, readonly string[]>
  /** Of the whole. */
  whole: readonly string[]
  count: number
}

export async function faultsOf({ db, actor, defining }: Context, form: FormDefinition): Promise<Faults> {
  const problems = await foreseenProblems(db, actor, defining, { ...nameOf(form.id), body: form })
  const known = new Set([...form.pages, ...fieldsOf(form)].map(({ id }) => id))
  const of = new Map<string, string[]>()
  const whole: string[] = []
  for (const { at, sentence } of problems)
    if (at !== undefined && known.has(at)) of.set(at, [...(of.get(at) ?? []), sentence])
    else if (!whole.includes(sentence)) whole.push(sentence)
  return { of, whole, count: problems.length }
}
