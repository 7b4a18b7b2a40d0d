// The controls of a condition written in lines, and what was typed there read back.
import type { FormDefinition } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import { type Choice, field, type Field, lineOf } from '#platform/screens/field.ts'
import { type Condition, formConditionSchema } from '#rules'
import { territory } from '#territory'
import { z } from 'zod'
import { conditionOf, lineChoices, type Lines, linesOf } from './lines.ts'

/** Lines to fill beyond those that stand. */
const MORE_LINES = 2
const MOST_LINES = 20

const whatName = (at: number): string => `quoi-${at + 1}`
const valueName = (at: number): string => `valeur-${at + 1}`

async function communesOf(tx: Read): Promise<Choice[]> {
  return (await territory(tx)).communes.map(({ code, name }): Choice => [code, name])
}

export type Panel = Record<string, Field<unknown>>

const lineFields = (count: number, choices: readonly Choice[]): Panel =>
  Object.fromEntries(
    Array.from(
      { length: count },
      (_, at) =>
        [
          [
            whatName(at),
            field<unknown>({
              label: `Condition ${at + 1}`,
              optional: true,
              control: { list: choices },
              type: z
                .string()
                .refine((typed) => choices.some(([known]) => known === typed), 'Choisissez dans la liste.'),
            }),
          ],
          [
            valueName(at),
            field<unknown>({
              label: `Valeur de la condition ${at + 1}`,
              ...(at === 0 && {
                hint: 'Un nombre, un jour ou un texte, pour celles qui finissent par «\u00a0…\u00a0».',
              }),
              optional: true,
              medium: true,
              control: 'line',
              type: lineOf(200),
            }),
          ],
        ] as const,
    ).flat(),
  )

function typedLines(typed: Readonly<Record<string, unknown>>): Lines {
  const lines = Array.from({ length: MOST_LINES + MORE_LINES }, (_, at) => ({
    what: String(typed[whatName(at)] ?? ''),
    value: String(typed[valueName(at)] ?? ''),
  }))
  return { link: typed.lien === 'any' ? 'any' : 'all', lines }
}

/** @throws BadInput beside the line that says nothing */
export function saidBy(typed: Readonly<Record<string, unknown>>, form: FormDefinition): Condition | null {
  const made = conditionOf(typedLines(typed), form)
  if ('wrong' in made)
    throw new BadInput(
      [...made.wrong].map(([at, what]) =>
        what === 'value'
          ? {
              field: valueName(at),
              message: 'Écrivez la valeur de cette condition, de la sorte qu’elle demande.',
            }
          : { field: whatName(at), message: 'Cette question n’est plus là\u00a0: choisissez-en une autre.' },
      ),
    )
  if (made.condition !== null && !formConditionSchema.safeParse(made.condition).success)
    throw new BadInput('Cette condition ne se lit pas\u00a0: choisissez ses lignes à nouveau.')
  return made.condition
}

/** The controls for the condition of an element (`of`, whose answer it does not read), as it is now. */
export async function conditionPanel(
  tx: Read,
  form: FormDefinition,
  of: string,
  condition: Condition | undefined,
): Promise<Panel> {
  const choices = lineChoices(form, of, condition, await communesOf(tx))
  const count = Math.min(linesOf(condition, form).lines.length, MOST_LINES) + MORE_LINES
  return {
    lien: field<unknown>({
      label: 'Il faut',
      control: [
        ['all', 'toutes ces conditions à la fois'],
        ['any', 'au moins une de ces conditions'],
      ],
      type: z.enum(['all', 'any'], 'Choisissez.'),
    }),
    ...lineFields(count, choices),
  }
}

/** What stands in them. */
export function conditionTyped(form: FormDefinition, condition: Condition | undefined): Values {
  const { link, lines } = linesOf(condition, form)
  return {
    lien: link,
    ...Object.fromEntries(
      lines.flatMap(({ what, value }, line) => [
        [whatName(line), what],
        [valueName(line), value],
      ]),
    ),
  }
}
