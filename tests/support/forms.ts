/** The settings form of a chat or a preset as it is sent when nothing is filled in. */
export const emptySettings = {
  ...{ system: '', temperature: '', top_p: '', top_k: '', seed: '', num_ctx: '', num_predict: '' },
  ...{ stop: '', think: '', keep_alive: '' },
}

/** The preset form as it is sent with only a name. */
export const emptyPreset = { ...emptySettings, name: 'Plain', emoji: '', model: '', starters: '' }
