// A page of a form is added, changed, taken away.
import type { Command } from '#definitions'
import type { FormDefinition, FormPage } from '#forms'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { moreLink } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, formAddress, HERE, pageAddress } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { nameFor, namesIn, pageIn, pageWay } from '../written/elements.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { readersOf } from '../written/uses.ts'

const title = field({
  label: 'Titre de la page',
  hint: 'Ce qu’elle demande, par exemple «\u00a0Le lieu\u00a0».',
  control: 'line',
  type: lineOf(120).pipe(z.string().min(1, 'Donnez-lui un titre.')),
})
const agentTitle = field({
  label: 'Titre pour l’agent',
  hint: 'Là où le titre dit «\u00a0vous\u00a0», tel que l’agent le lit quand il remplit pour quelqu’un.',
  optional: true,
  control: 'line',
  type: lineOf(120),
})
const button = 'Garder dans le brouillon'

const add = adminForm({
  at: `${HERE}/:formulaire/pages/nouvelle`,
  action: ACTION,
  title: 'Ajouter une page',
  form: formOf({ titre: title }),
  button,
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return { title: `Ajouter une page\u00a0: ${form.title}` }
  },
  async act(tx, { titre }, ctx) {
    const { written } = await readForm(tx, idIn(ctx))
    let id = ''
    const form = await change(tx, idIn(ctx), (now) => {
      id = nameFor(titre, namesIn(now, written.live?.body))
      return [{ do: 'add', at: ['pages'], item: { id, title: titre, fields: [] } }]
    })
    return redirect(
      elementAddress(form.id, id),
      `Page ${form.pages.length} ajoutée\u00a0: ajoutez-y des questions.`,
    )
  },
})

const pageOf = (ctx: Context) => (form: FormDefinition) => pageIn(form, ctx.params.page ?? '')

const about = ({ title: said, agent }: FormPage) => ({ titre: said, agent: agent?.title ?? '' })

const changeRoutes = adminForm({
  at: `${HERE}/:formulaire/pages/:page/changer`,
  action: ACTION,
  title: 'Changer une page',
  form: formOf({ titre: title, agent: agentTitle }),
  button,
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const page = pageOf(ctx)(form)
    const when = pageAddress(form.id, page.id, 'quand')
    return {
      title: `Page ${form.pages.indexOf(page) + 1}\u00a0: ${page.title}`,
      typed: about(page),
      version: shownNumber(about(page)),
      intro: html`<p class="row">${moreLink('Quand la montrer', when)}${moreLink('Retirer cette page', pageAddress(form.id, page.id, 'retirer'))}</p>`,
    }
  },
  async act(tx, { titre, agent }, ctx, seen) {
    const of = (form: FormDefinition) => about(pageOf(ctx)(form))
    const form = await save(tx, idIn(ctx), {
      ...{ of, seen },
      commands(now): Command[] {
        const page = pageOf(ctx)(now)
        const made = { title: titre, ...(agent !== '' && { agent: { title: agent } }) }
        const { title: said, agent: told } = page
        return propertyCommands(
          pageWay(page.id),
          { title: said, ...(told !== undefined && { agent: told }) },
          made,
        )
      },
    })
    return redirect(elementAddress(form.id, ctx.params.page ?? ''), 'Gardé dans le brouillon.')
  },
})

const remove = adminForm({
  at: `${HERE}/:formulaire/pages/:page/retirer`,
  action: ACTION,
  title: 'Retirer une page',
  form: formOf({}),
  button: 'Retirer du brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const page = pageOf(ctx)(form)
    const read = page.fields.flatMap(({ id }) => readersOf(form, id))
    const lost = page.fields.map(({ label }) => html`<li>${label}</li>`)
    return {
      title: `Retirer la page\u00a0: ${page.title}`,
      version: shownNumber(page),
      intro: html`${lost.length > 0 && notice('warn', 'Ses questions partent avec elle', html`<ul>${lost}</ul>`)}${read.length > 0 && notice('warn', 'Ce qui les lit', html`<ul>${read.map((one) => html`<li>${one}</li>`)}</ul>`)}`,
    }
  },
  async act(tx, _, ctx, seen) {
    const of = pageOf(ctx)
    const form = await save(tx, idIn(ctx), {
      ...{ of, seen },
      commands(now) {
        if (now.pages.length === 1)
          throw new BadInput('C’est la seule page du formulaire\u00a0: ajoutez-en une autre d’abord.')
        return [{ do: 'remove', at: pageWay(of(now).id) }]
      },
    })
    return redirect(formAddress(form.id), 'La page est retirée\u00a0: «\u00a0Annuler\u00a0» la remet.')
  },
})

export const pageRoutes: readonly Route[] = [...add, ...changeRoutes, ...remove]
