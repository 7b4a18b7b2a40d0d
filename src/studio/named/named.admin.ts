// The named conditions of a form: listed with who says each, made, changed by the same lines as any condition, taken away when nothing
// says them.
import type { Command } from '#definitions'
import { type FormDefinition, labelsOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { type Condition, conditionSentence, type NamedCondition } from '#rules'
import { adminForm, adminFrame } from '#territory'
import { z } from 'zod'
import { partAddress } from '../shown/head.ts'
import { readShown } from '../shown/shown.ts'
import { ACTION, anchorOf, HERE } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { nameFor } from '../written/elements.ts'
import { faultsOf } from '../written/faults.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { usersOf } from '../written/uses.ts'
import { conditionPanel, conditionTyped, saidBy } from '../conditions/line-fields.ts'
import { namedPage } from './named.page.ts'

const BACK = { href: `${HERE}/:formulaire/conditions`, label: 'Revenir aux conditions' } as const

const NAME = field<unknown>({
  label: 'Nom de la condition',
  hint: 'Ce qu’elle dit en quelques mots, par exemple «\u00a0Foyer modeste\u00a0».',
  control: 'line',
  type: lineOf(120).pipe(z.string().min(1, 'Donnez-lui un nom.')),
})

/** @throws NotFound */
function namedIn({ conditions = [] }: FormDefinition, { params }: Context): NamedCondition {
  const found = conditions.find(({ id }) => id === params.condition)
  if (found === undefined)
    throw new NotFound('Cette condition n’est plus là\u00a0: quelqu’un l’a peut-être retirée.')
  return found
}

const saidAs = (name: string, when: Condition, form: FormDefinition): string =>
  `«\u00a0${name}\u00a0» est remplie ${conditionSentence(when, labelsOf(form))}.`

/** @throws BadInput when no line says anything, or when the name is taken */
function madeFrom(typed: Readonly<Record<string, unknown>>, form: FormDefinition, own: string | null) {
  const name = String(typed.nom)
  const when = saidBy(typed, form)
  if (when === null)
    throw new BadInput([
      {
        field: 'quoi-1',
        message: 'Dites au moins une chose\u00a0: une condition vide ne distingue personne.',
      },
    ])
  const isTaken = form.conditions?.some((one) => one.id !== own && one.name === name) ?? false
  if (isTaken)
    throw new BadInput([{ field: 'nom', message: 'Une autre condition de ce formulaire porte déjà ce nom.' }])
  return { name, when }
}

const tried = (typed: Readonly<Record<string, unknown>>, form: FormDefinition, own: string | null) => {
  const { name, when } = madeFrom(typed, form, own)
  return notice('info', 'Cela se lit', html`<p>${saidAs(name, when, form)}</p>`)
}

const listed = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const faults = await faultsOf(ctx, shown.read.form)
    return page(namedPage(await adminFrame(ctx, tx), { ...shown, faults }))
  })

const screen = {
  action: ACTION,
  triedButton: 'Lire la phrase',
  button: 'Garder dans le brouillon',
  back: BACK,
}

const add = adminForm({
  ...screen,
  at: `${HERE}/:formulaire/conditions/nouvelle`,
  title: 'Nommer une condition',
  async form(tx: Read, ctx: Context) {
    const { form } = await readForm(tx, idIn(ctx))
    return formOf({ nom: NAME, ...(await conditionPanel(tx, form, '', undefined)) })
  },
  shown: async () => ({
    typed: { lien: 'all' },
    intro: html`<p class="reading">Une condition qui a un nom se dit partout par ce nom&nbsp;: on la change en un seul endroit.</p>`,
  }),
  tried: async (tx, typed, ctx) => tried(typed, (await readForm(tx, idIn(ctx))).form, null),
  async act(tx, typed, ctx) {
    let id = ''
    const form = await change(tx, idIn(ctx), (now): Command[] => {
      const { name, when } = madeFrom(typed, now, null)
      const { conditions = [] } = now
      id = nameFor(
        name,
        conditions.map((one) => one.id),
      )
      const item = { id, name, when } as never
      return conditions.length === 0
        ? [{ do: 'set', at: ['conditions'], to: [item] as never }]
        : [{ do: 'add', at: ['conditions'], item }]
    })
    return redirect(`${partAddress(form.id, 'conditions')}#${anchorOf(id)}`, 'Gardée dans le brouillon.')
  },
})

const changeRoutes = adminForm({
  ...screen,
  at: `${HERE}/:formulaire/conditions/:condition/changer`,
  title: 'Changer une condition nommée',
  async form(tx: Read, ctx: Context) {
    const { form } = await readForm(tx, idIn(ctx))
    const { id, when } = namedIn(form, ctx)
    return formOf({ nom: NAME, ...(await conditionPanel(tx, form, id, when)) })
  },
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const own = namedIn(form, ctx)
    const users = usersOf(form, own.id)
    const touched =
      users.length > 0 &&
      notice(
        'info',
        'Ce qu’elle décide changera avec elle',
        html`<ul>${users.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`,
      )
    return {
      title: `Condition\u00a0: ${own.name}`,
      typed: { nom: own.name, ...conditionTyped(form, own.when) },
      version: shownNumber(own),
      intro: html`<p>${saidAs(own.name, own.when, form)}</p>${touched}`,
    }
  },
  tried: async (tx, typed, ctx) =>
    tried(typed, (await readForm(tx, idIn(ctx))).form, ctx.params.condition ?? ''),
  async act(tx, typed, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      of: (now) => namedIn(now, ctx),
      seen,
      commands(now) {
        const { id, name, when } = namedIn(now, ctx)
        return propertyCommands(['conditions', id], { name, when }, madeFrom(typed, now, id))
      },
    })
    return redirect(
      `${partAddress(form.id, 'conditions')}#${anchorOf(ctx.params.condition ?? '')}`,
      'Gardée dans le brouillon.',
    )
  },
})

const remove = adminForm({
  ...{ action: ACTION, back: BACK, form: formOf({}), button: 'Retirer du brouillon' },
  at: `${HERE}/:formulaire/conditions/:condition/retirer`,
  title: 'Retirer une condition nommée',
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const own = namedIn(form, ctx)
    const users = usersOf(form, own.id)
    const said =
      users.length === 0
        ? html`<p>Rien ne l’utilise.</p>`
        : notice(
            'warn',
            'Elle sert encore',
            html`<p>Retirez-la d’abord de ce qui la dit&nbsp;:</p><ul>${users.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`,
          )
    return { title: `Retirer la condition\u00a0: ${own.name}`, version: shownNumber(own), intro: said }
  },
  async act(tx, _, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      of: (now) => namedIn(now, ctx),
      seen,
      commands(now): Command[] {
        const { id, name } = namedIn(now, ctx)
        const users = usersOf(now, id)
        if (users.length > 0)
          throw new BadInput(
            `«\u00a0${name}\u00a0» sert encore\u00a0: ${users.map(({ sentence }) => sentence).join(' ')}`,
          )
        return now.conditions?.length === 1
          ? [{ do: 'remove', at: ['conditions'] }]
          : [{ do: 'remove', at: ['conditions', id] }]
      },
    })
    return redirect(
      partAddress(form.id, 'conditions'),
      'La condition est retirée\u00a0: «\u00a0Annuler\u00a0» la remet.',
    )
  },
})

export const namedRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/conditions`,
    action: ACTION,
    title: 'Conditions nommées d’un formulaire',
    face: 'admin',
    handle: listed,
  },
  ...add,
  ...changeRoutes,
  ...remove,
]
