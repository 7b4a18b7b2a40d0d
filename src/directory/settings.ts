// What an authority shows of its agents to those of the others (read by PostgreSQL: directory.shows_all, 001040), and to the public.
import { z } from 'zod'
import { setting } from '#platform/house/settings.ts'

const TYPED = ['contact', 'fiche'] as const

export const SHOWN_ELSEWHERE = setting({
  key: 'directory.shown_elsewhere',
  label: 'Ce que les agents des autres collectivités lisent dans l’annuaire',
  hint: 'Les absences ne sont lues que des agents de la même collectivité.',
  levels: ['metropolis', 'commune'],
  control: [
    ['contact', 'La fonction, le service et le téléphone professionnel'],
    ['fiche', 'Toute la fiche\u00a0: portable, adresse e-mail, lieu, sujets, compétences'],
  ],
  type: z.enum(TYPED, 'Choisissez l’un des deux.'),
  otherwise: 'contact',
})

/** Two, each of one level: what the metropolis opens of its own is not inherited. Read by PostgreSQL (directory.opened, 001102). */
const OPENED = {
  label: 'Ce que le public lit de l’organigramme, en données ouvertes',
  hint: 'Chaque collectivité en décide pour elle seule. Un responsable n’est nommé que s’il l’accepte aussi, sur sa fiche.',
  control: [
    ['rien', 'Rien'],
    ['services', 'Les services\u00a0: nom, ce qu’ils traitent, téléphone, adresse e-mail'],
    ['responsables', 'Les services, et le nom des responsables qui l’acceptent'],
  ],
  type: z.enum(['rien', 'services', 'responsables'], 'Choisissez l’un des trois.'),
  otherwise: 'rien',
} as const

export const OPENED_OF_METROPOLIS = setting({
  ...OPENED,
  key: 'directory.opened_metropolis',
  levels: ['metropolis'],
})
export const OPENED_OF_COMMUNE = setting({ ...OPENED, key: 'directory.opened', levels: ['commune'] })
