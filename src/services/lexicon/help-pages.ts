// Pages of the counter that answer by themselves, with the words people have for them.

export interface HelpPage {
  href: string
  title: string
  text: string
  keywords: readonly string[]
}

export const HELP_PAGES: readonly HelpPage[] = [
  {
    href: '/suivi',
    title: 'Suivre une demande avec son code',
    text: 'Où en est votre demande, ce qui a été fait et quand une réponse est promise.',
    keywords: [
      'où en est ma demande',
      'suivi de ma demande',
      'numéro de suivi',
      'code de suivi',
      'toujours pas de réponse',
      'avancement',
      'réponse à ma demande',
      'annuler ma demande',
    ],
  },
  {
    href: '/brouillons',
    title: 'Reprendre un brouillon',
    text: 'Vos réponses sont gardées 90 jours, même si vous fermez la page.',
    keywords: [
      'brouillon',
      'reprendre un formulaire',
      'formulaire interrompu',
      'continuer ma demande',
      'finir ma demande',
    ],
  },
  {
    href: '/compte',
    title: 'Mon compte',
    text: 'Vos demandes, vos coordonnées, la sécurité du compte et vos données.',
    keywords: [
      'mon compte',
      'se connecter',
      'connexion',
      'identifiant',
      'créer un compte',
      'changer mon adresse mail',
      'franceconnect',
      'supprimer mon compte',
    ],
  },
  {
    href: '/mot-de-passe-oublie',
    title: 'Mot de passe oublié',
    text: 'Un lien par courriel pour choisir un nouveau mot de passe.',
    keywords: [
      'mot de passe oublié',
      'mot de passe perdu',
      'changer de mot de passe',
      'mdp oublié',
      'mdp perdu',
    ],
  },
  {
    href: '/aide',
    title: 'Être aidé par quelqu’un',
    text: 'Au téléphone ou en mairie, un agent remplit la demande avec vous.',
    keywords: [
      'aide',
      'numéro de téléphone',
      'parler à quelqu’un',
      'joindre un agent',
      'être rappelé',
      'je ne comprends pas',
      'contester une réponse',
      'rouvrir ma demande',
    ],
  },
  {
    href: '/communes',
    title: 'Les communes',
    text: 'Les communes du territoire, leurs guichets et leurs sites.',
    keywords: ['liste des communes', 'site de ma commune', 'choisir ma commune'],
  },
  {
    href: '/informations',
    title: 'Informations',
    text: 'Travaux, fermetures, coupures\u00a0: ce que les mairies et la Métropole annoncent.',
    keywords: ['actualités', 'informations', 'annonces'],
  },
  {
    href: '/donnees-personnelles',
    title: 'Données personnelles',
    text: 'Ce que nous gardons de vous, pourquoi, et comment le consulter ou le faire effacer.',
    keywords: ['rgpd', 'données personnelles', 'mes données', 'vie privée', 'cookies', 'effacer mes données'],
  },
  {
    href: '/accessibilite',
    title: 'Accessibilité de ce site',
    text: 'Ce qui marche, ce qui ne marche pas encore, et comment le signaler.',
    keywords: ['accessibilité du site', 'lecteur d’écran', 'rgaa', 'site difficile à lire'],
  },
]
