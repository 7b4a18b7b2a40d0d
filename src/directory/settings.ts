// What an authority shows of its agents to those of the others. Read by PostgreSQL (directory.shows_all, 001040).
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
