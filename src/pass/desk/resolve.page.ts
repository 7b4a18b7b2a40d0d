// GET /agents/pass/numero: a number that a partner knows is taken back to a person, by a manager who says why; the person reads it.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { agentOf, countAtDesk } from '#signin'
import { agentForm } from '#territory'
import { partnerById, partners } from '../record/queries.ts'
import { passOfValue } from '../record/values.ts'
import { fileAt, HERE, NOT_ONESELF, noteServed } from './file.ts'
import { personOfPass } from './queries.ts'

const FORM = formOf({
  partenaire: field({
    label: 'Partenaire',
    control: { list: [] },
    type: z.string().regex(/^\d{1,9}$/, 'Choisissez le partenaire.'),
  }),
  numero: field({
    label: 'Numéro que connaît le partenaire',
    hint: 'Trente-deux chiffres et lettres de a à f.',
    control: 'line',
    type: lineOf(60)
      .transform((text) => text.toLowerCase().replaceAll(/[\s-]/g, ''))
      .refine((text) => /^[0-9a-f]{32}$/.test(text), 'Un numéro a trente-deux chiffres et lettres de a à f.'),
  }),
  motif: field({
    label: 'Pourquoi vous cherchez cette personne',
    hint: 'Elle lira cette phrase dans «\u00a0Mes données\u00a0», avec votre service.',
    control: 'text',
    rows: 3,
    type: lineOf(200).refine((text) => text.length >= 10, 'Écrivez pourquoi, en une phrase.'),
  }),
})

export const resolveRoutes: readonly Route[] = agentForm({
  at: `${HERE}/numero`,
  action: 'pass.resolve',
  title: 'Retrouver une personne à partir d’un numéro',
  form: FORM,
  button: 'Retrouver la personne',
  back: { href: HERE, label: 'Pass au guichet' },
  async shown(tx, ctx) {
    const { authorityId } = agentOf(ctx.actor)
    const own = (await partners(tx)).filter((one) => one.authorityId === authorityId)
    return {
      choices: { partenaire: own.map(({ id, name }): Choice => [String(id), name]) },
      intro: html`<p class="reading">Chaque partenaire connaît un pass par un autre numéro, tiré au hasard. Le rapprocher d’une personne se justifie, et se lit.</p>`,
    }
  },
  act: async (tx, { partenaire, numero, motif }, ctx) => {
    const partner = await partnerById(tx, Number(partenaire))
    if (partner === undefined || partner.authorityId !== agentOf(ctx.actor).authorityId)
      throw new BadInput([{ field: 'partenaire', message: 'Choisissez le partenaire.' }])
    return async () => {
      await countAtDesk(ctx, ctx.actor, 'deskFind')
      const personId = await ctx.db.write(system, async (all) => {
        const value = Buffer.from(numero, 'hex')
        for (const sector of partner.sectors) {
          const passId = await passOfValue(all, { value, partnerId: partner.id, sector })
          const found = passId === undefined ? undefined : await personOfPass(all, passId)
          if (found === undefined) continue
          if (found === agentOf(ctx.actor).agentId)
            throw new BadInput([{ field: 'numero', message: NOT_ONESELF }])
          await noteServed(
            all,
            ctx.actor,
            found,
            `Pass\u00a0: vous a retrouvé à partir du numéro que connaît ${partner.name}. Motif\u00a0: ${motif}`,
          )
          return found
        }
        return undefined
      })
      if (personId === undefined)
        throw new BadInput([
          {
            field: 'numero',
            message: 'Ce partenaire ne connaît personne sous ce numéro, ou plus aujourd’hui.',
          },
        ])
      return redirect(fileAt(ctx, personId))
    }
  },
})
