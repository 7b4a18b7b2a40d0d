// A form is archived: no longer asked, while what was sent under it stays; and taken up again, as a draft of what it last said.
import { draft, mayWrite, published, withdrawFor } from '#definitions'
import { FORM } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { catalogue } from '#services'
import { adminForm } from '#territory'
import { ACTION, BACK, formAddress, HERE } from '../written/address.ts'
import { idIn, nameOf, readForm } from '../written/read.ts'
import { servicesOf } from '../written/uses.ts'

const SAID = html`<p class="reading">Plus personne ne le remplit ensuite, et il ne se demande plus. Les demandes déjà envoyées restent, sous la version qu’elles ont remplie. Vous pourrez le remettre en brouillon.</p>`

const archiving = adminForm({
  at: `${HERE}/:formulaire/archiver`,
  action: ACTION,
  title: 'Archiver un formulaire',
  form: formOf({}),
  button: 'Archiver ce formulaire',
  back: BACK,
  async shown(tx, ctx) {
    const { form, written } = await readForm(tx, idIn(ctx))
    const services = servicesOf(await catalogue(tx), form.id)
    const used =
      services.length > 0 &&
      notice(
        'warn',
        'Des démarches le demandent\u00a0: il ne s’archive pas tant qu’elles s’en servent',
        html`<ul>${services.map((one) => html`<li>${one}</li>`)}</ul>`,
      )
    const drafted =
      written.draft !== null &&
      notice(
        'warn',
        'Un brouillon est en cours',
        html`<p>Publiez-le ou abandonnez-le d’abord, sous «&nbsp;Relire et publier&nbsp;».</p>`,
      )
    return { title: `Archiver\u00a0: ${form.title}`, intro: html`${SAID}${used}${drafted}` }
  },
  // It is the system’s to do, in a transaction of its own.
  async act(tx, _typed, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const problems = await withdrawFor(ctx.db, ctx.actor, ctx.defining, nameOf(form.id))
    if (problems.length > 0)
      throw new BadInput(problems.map(({ sentence }) => ({ field: '', message: sentence })))
    return redirect(HERE, `«\u00a0${form.title}\u00a0» est archivé.`)
  },
})

/** The last version of a form of theirs that is in force no longer. @throws NotFound */
async function archived(tx: Read, id: string) {
  const last = (await published(tx, FORM)).find((row) => row.id === id)
  if (last === undefined || last.status !== 'archived' || !mayWrite(tx.actor, last.authorityId))
    throw new NotFound('Aucun formulaire n’est archivé sous ce nom.')
  return last
}

const restoring = adminForm({
  at: `${HERE}/:formulaire/remettre`,
  action: ACTION,
  title: 'Remettre un formulaire en brouillon',
  form: formOf({}),
  button: 'Remettre en brouillon',
  back: { href: HERE, label: 'Tous les formulaires' },
  async shown(tx, ctx) {
    const { body, version } = await archived(tx, idIn(ctx))
    return {
      title: `Formulaire archivé\u00a0: ${body.title}`,
      intro: html`<p class="reading">Le brouillon dira ce que disait la version ${version}&nbsp;; rien n’est en ligne avant d’être publié.</p>`,
    }
  },
  async act(tx, _typed, ctx) {
    const { id, body } = await archived(tx, idIn(ctx))
    await draft(tx, nameOf(id), { ...body })
    return redirect(formAddress(id), 'Le formulaire est remis en brouillon.')
  },
})

export const archiveRoutes: readonly Route[] = [...archiving, ...restoring]
