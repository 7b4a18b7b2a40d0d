// What the words of OpenID Connect mean, in French, for whoever connects a site: errors (OAuth 2.0, RFC 6749; OpenID Connect
// Core 3.1.2.6) and claims.

/** Errors a site meets, and what to do: `where` is the step that answers so. */
export interface Explained {
  code: string
  where: string
  means: string
}

export const ERRORS: readonly Explained[] = [
  {
    code: 'access_denied',
    where: 'Retour au site',
    means:
      'La personne a choisi de ne pas se connecter à ce site. Ce n’est pas une panne\u00a0: proposez-lui de continuer sans compte, ou de recommencer.',
  },
  {
    code: 'login_required',
    where: 'Retour au site',
    means:
      'Le site a demandé une connexion sans question (prompt=none) alors que personne n’est connecté. Recommencez sans ce paramètre.',
  },
  {
    code: 'consent_required',
    where: 'Retour au site',
    means:
      'Le site a demandé une connexion sans question (prompt=none), mais la personne n’a pas encore dit ce qu’elle transmet.',
  },
  {
    code: 'invalid_redirect_uri',
    where: 'Demande d’autorisation',
    means:
      'L’adresse de retour n’est pas, à la lettre près, l’une de celles du site\u00a0: barre oblique finale, majuscule, www, port ou paramètre en trop. La personne voit une page d’erreur de Parvis.',
  },
  {
    code: 'invalid_client',
    where: 'Jetons',
    means:
      'Le site ne s’est pas identifié\u00a0: secret faux ou terminé, méthode différente de celle enregistrée (en-tête ou formulaire), site hors service, ou essai déjà terminé.',
  },
  {
    code: 'invalid_grant',
    where: 'Jetons',
    means:
      'Le code a déjà servi, a plus de 60 secondes, ou ne correspond pas à l’adresse de retour ou à la preuve PKCE (code_verifier). Un code utilisé deux fois ferme tout ce qu’il avait ouvert.',
  },
  {
    code: 'invalid_request',
    where: 'Demande d’autorisation',
    means:
      'Un paramètre manque ou est en double. Le plus souvent\u00a0: PKCE absent (code_challenge avec code_challenge_method=S256, obligatoires).',
  },
  {
    code: 'invalid_scope',
    where: 'Demande d’autorisation',
    means:
      'Le site demande une information qu’il n’a pas le droit de demander. Voyez «\u00a0Peut demander\u00a0».',
  },
  {
    code: 'unsupported_response_type',
    where: 'Demande d’autorisation',
    means: 'Seul response_type=code est accepté.',
  },
  {
    code: 'unmet_authentication_requirements',
    where: 'Retour au site',
    means: 'Le site a exigé un niveau (acr) que la personne n’a pas atteint.',
  },
  {
    code: 'invalid_token',
    where: 'Identité',
    means:
      'Le jeton d’accès a expiré (10 minutes), a été repris par la personne, ou n’est pas celui que la réponse a donné.',
  },
]

const OTHERS: Readonly<Record<string, string>> = {
  OAUTH_INVALID_RESPONSE: 'La réponse n’est pas celle de cette demande (state, nonce ou émetteur différent).',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED:
    'Un contrôle du jeton d’identité échoue\u00a0: émetteur, destinataire ou nonce différent de celui attendu.',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED:
    'Une date du jeton est hors des limites\u00a0: l’horloge du serveur est à remettre à l’heure.',
}

/** The meaning of an error, always something. */
export const meaningOf = (code: string): string =>
  ERRORS.find((error) => error.code === code)?.means ??
  OTHERS[code] ??
  'Cette erreur n’est pas de celles que rencontre un site bien réglé. Recommencez l’essai\u00a0; si elle revient, donnez ce code à qui tient le serveur.'

const CLAIMS: Readonly<Record<string, string>> = {
  sub: 'Identifiant de la personne pour ce secteur\u00a0: le même à chaque visite, différent ailleurs. C’est lui qu’il faut garder.',
  iss: 'Qui a fait le jeton\u00a0: l’adresse de découverte.',
  aud: 'Pour qui\u00a0: l’identifiant du site (ici, celui de l’essai).',
  exp: 'Fin de validité.',
  iat: 'Quand il a été fait.',
  nonce: 'Celui que le site avait envoyé\u00a0: à comparer.',
  acr: 'Niveau de preuve\u00a0: eidas1, un facteur\u00a0; eidas1-mfa, deux facteurs ou une clé d’accès.',
  amr: 'Comment la personne s’est identifiée.',
  auth_time: 'Quand elle s’est identifiée.',
  at_hash: 'Empreinte du jeton d’accès\u00a0: à vérifier.',
  sid: 'Cette visite\u00a0: le même numéro reviendra à la déconnexion.',
  provenance: 'Pour chaque information\u00a0: d’où elle vient, depuis quand, et à quel point elle est sûre.',
  lives_in_commune: 'Oui ou non\u00a0: ni l’adresse ni la commune ne sont données.',
  is_adult: 'Oui ou non\u00a0: la date de naissance n’est pas donnée.',
  email_verified: 'La personne a prouvé que cette adresse est à elle.',
  phone_number_verified: 'Le numéro a été vérifié.',
}

/** What a claim is for; nothing for values that speak by themselves. */
export const claimMeaning = (name: string): string => CLAIMS[name] ?? ''
