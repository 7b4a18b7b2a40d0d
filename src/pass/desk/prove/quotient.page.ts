// GET /agents/pass/fiche/…/quotient: the family quotient of whoever is there, asked of the fund with their papers in hand; its class alone is kept.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { day, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { fullDate } from '#platform/ui/french.ts'
import { checks, profileValues } from '#people'
import { agentOf } from '#signin'
import { agentForm, todayThere } from '#territory'
import { quotientWords } from '../../grid/words.ts'
import { nameIn } from '../../holder/offers.ts'
import { HOLDER_LIMITS } from '../../holder/limits.ts'
import { familyFund } from '../../proof/family/asked.ts'
import type { CivilIdentity } from '../../proof/family/quotient.ts'
import { BRACKETS } from '../../proof/facts.ts'
import { keepProof } from '../../proof/queries.ts'
import { fileAt, HERE, noteServed, servedPass } from '../file.ts'

const name = (lacks: string) =>
  lineOf(200)
    .pipe(z.string().min(1, lacks))
    .refine((text) => checks.name(text) === null, 'Écrivez ce nom en lettres, comme sur la pièce d’identité.')

const FORM = formOf({
  nom: field({
    label: 'Nom de naissance',
    hint: 'De l’allocataire\u00a0: la personne, ou pour un enfant le parent qui est là.',
    control: 'line',
    medium: true,
    type: name('Écrivez le nom de naissance.'),
  }),
  prenoms: field({ label: 'Prénoms', control: 'line', medium: true, type: name('Écrivez les prénoms.') }),
  naissance: field({
    label: 'Date de naissance',
    control: 'day',
    medium: true,
    type: day,
  }),
  lieu: field({
    label: 'Code du lieu de naissance',
    hint: 'Code INSEE de la commune, ou du pays (99…)\u00a0: les chiffres 6 à 10 du numéro de sécurité sociale. Aide la caisse à distinguer des homonymes.',
    optional: true,
    control: 'line',
    medium: true,
    type: lineOf(5).refine(
      (text) => text === '' || checks.cog(text) === null,
      'Un code de commune ou de pays a cinq caractères, par exemple 2A004.',
    ),
  }),
  accord: field({
    label: 'Accord',
    control: {
      several: [['oui', 'La personne est là et le demande\u00a0; vous avez vu la pièce d’identité']],
    },
    type: z
      .array(z.string())
      .refine(
        (given) => given.includes('oui'),
        'Sans la personne et sa pièce d’identité, rien ne se demande.',
      ),
  }),
})

const identityOf = ({
  nom,
  prenoms,
  naissance,
  lieu,
}: {
  nom: string
  prenoms: string
  naissance: string
  lieu: string
}): CivilIdentity => ({
  ...{ birthName: nom, givenNames: prenoms.split(/[\s,]+/), birthdate: naissance },
  ...(lieu === '' ? {} : lieu.startsWith('99') ? { birthCountry: lieu } : { birthCommune: lieu }),
})

export const quotientRoutes: readonly Route[] = agentForm({
  at: `${HERE}/fiche/:fiche/quotient`,
  action: 'pass.serve',
  title: 'Demander le quotient à la caisse',
  form: FORM,
  button: 'Demander à la caisse',
  back: { href: `${HERE}/fiche/:fiche/droit`, label: 'Donner ou vendre un droit' },
  async shown(_, ctx) {
    familyFund(ctx)
    const { person } = await servedPass(ctx)
    return {
      title: `Demander le quotient\u00a0: pass ${ofPerson(person.name)}`,
      intro: html`<p class="reading">Dites-le à la personne&nbsp;: son identité est envoyée à la caisse (CAF ou MSA), qui dit le quotient du mois. Il devient une tranche, gardée un an. Personne ne voit le montant, et rien d’autre n’est gardé. Si la caisse ne répond pas, une attestation ou un avis d’impôt vu ici suffit.</p>`,
    }
  },
  async act(tx, typed, ctx) {
    const fund = familyFund(ctx)
    const { person } = await servedPass(ctx)
    const today = await todayThere(tx)
    return async () => {
      await throttle(ctx, `pass:quotient:${agentOf(ctx.actor).agentId}`, HOLDER_LIMITS.passQuotients)
      const birthdate = await ctx.db.read(system, async (all) => {
        const values = await profileValues(all, person.id)
        return values.find(({ valueId }) => valueId === 'birthdate')?.value
      })
      const answer = await fund.ask({
        ...{ who: identityOf(typed), member: { ...nameIn(person.name), birthdate }, today },
        brackets: BRACKETS,
      })
      if (!answer.ok) throw new BadInput([{ field: 'nom', message: answer.sentence }])
      const { proof } = answer
      const isKept = await ctx.db.write(system, async (all) => {
        await noteServed(
          all,
          ctx.actor,
          person.id,
          'Pass\u00a0: a demandé votre quotient à la caisse, à un guichet',
        )
        return keepProof(all, { personId: person.id, proof })
      })
      return redirect(
        `${fileAt(ctx, person.id)}/droit`,
        isKept
          ? `La caisse a répondu\u00a0: ${quotientWords(proof.class)}, gardée jusqu’au ${fullDate(proof.endsOn)}.`
          : 'Ce qui était prouvé l’était déjà mieux\u00a0: rien ne change.',
      )
    }
  },
})
