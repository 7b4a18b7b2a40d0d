// Questions and pages moved: what each way of moving makes of a form, as commands. Pure.
import type { Command } from '#definitions'
import type { FormDefinition } from '#forms'
import { fieldsWay, pageIn, pageWay, placedIn, questionIn, questionWay } from '../written/elements.ts'

/** Where a question goes: after another, or first of a page. */
export type Goal = { after: string } | { page: string }

/** Takes a question there. Nothing when it stands there already. */
export function movedTo(form: FormDefinition, id: string, goal: Goal): Command[] {
  const from = questionIn(form, id)
  if (from.block !== undefined) return movedInBlock(form, id, goal)
  const page = 'page' in goal ? pageIn(form, goal.page) : questionIn(form, goal.after).page
  const after = 'page' in goal ? null : goal.after
  if (after === id) return []
  const index = page.fields.findIndex((field) => field.id === id)
  const before = index < 1 ? null : (page.fields[index - 1]?.id ?? null)
  if (index >= 0 && before === after) return []
  if (page.id === from.page.id) return [{ do: 'move', at: questionWay(from), after }]
  return [
    { do: 'remove', at: questionWay(from) },
    { do: 'add', at: fieldsWay(page.id), item: { ...from.field } as never, after },
  ]
}

/** A question of a block stays in it: after another of its own, or first. */
function movedInBlock(form: FormDefinition, id: string, goal: Goal): Command[] {
  const from = questionIn(form, id)
  const own = from.block?.questions ?? []
  const after = 'page' in goal ? null : goal.after
  if (after === id || (after !== null && !own.some((one) => one.id === after))) return []
  const before = own[from.number - 2]?.id ?? null
  return before === after ? [] : [{ do: 'move', at: questionWay(from), after }]
}

export type Way = 'monter' | 'descendre'

/** One place up or down; past the end of a page, into the next one. */
export function stepped(form: FormDefinition, id: string, way: Way): Command[] {
  const { page, block, number } = questionIn(form, id)
  if (block !== undefined) {
    const after = block.questions?.[way === 'monter' ? number - 3 : number]?.id
    if (way === 'descendre' && after === undefined) return []
    return movedTo(form, id, after === undefined ? { page: page.id } : { after })
  }
  const at = page.fields.findIndex((field) => field.id === id)
  const beside = form.pages[form.pages.indexOf(page) + (way === 'monter' ? -1 : 1)]
  if (way === 'monter') {
    if (at > 1) return movedTo(form, id, { after: page.fields[at - 2]?.id ?? '' })
    if (at === 1) return movedTo(form, id, { page: page.id })
    const last = beside?.fields.at(-1)
    if (beside === undefined) return []
    return movedTo(form, id, last === undefined ? { page: beside.id } : { after: last.id })
  }
  const next = page.fields[at + 1]
  if (next !== undefined) return movedTo(form, id, { after: next.id })
  return beside === undefined ? [] : movedTo(form, id, { page: beside.id })
}

/** A page goes one place up or down. */
export function steppedPage({ pages }: FormDefinition, id: string, way: Way): Command[] {
  const at = pages.findIndex((page) => page.id === id)
  if (at < 0 || (way === 'monter' ? at === 0 : at === pages.length - 1)) return []
  const after = (way === 'monter' ? pages[at - 2] : pages[at + 1])?.id ?? null
  return [{ do: 'move', at: pageWay(id), after }]
}

/**
 * Numbers typed for some questions: each in turn, from the smallest, takes that place among all, in the page of the question that
 * it then follows.
 */
export function renumbered(
  form: FormDefinition,
  numbers: ReadonlyMap<string, number>,
  applied: (form: FormDefinition, commands: readonly Command[]) => FormDefinition,
): Command[] {
  const commands: Command[] = []
  let made = form
  for (const [id, number] of [...numbers].toSorted(([, one], [, other]) => one - other)) {
    const others = placedIn(made).filter(({ field }) => field.id !== id)
    const now = placedIn(made).find(({ field }) => field.id === id)
    if (now === undefined || now.number === number) continue
    const before = others[number - 2]
    const first: Goal = { page: made.pages[0]?.id ?? '' }
    const step = movedTo(made, id, before === undefined ? first : { after: before.field.id })
    commands.push(...step)
    made = applied(made, step)
  }
  return commands
}
