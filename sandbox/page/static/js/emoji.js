// Emoji shortcodes in common use; an unknown one stays as it was written, as in Slack.

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", rotating_light: "🚨", no_entry: "⛔", no_entry_sign: "🚫",
  question: "❓", exclamation: "❗", bell: "🔔", no_bell: "🔕", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰",
  calendar: "📆", date: "📅", spiral_calendar_pad: "🗓️", clock1: "🕐", clock2: "🕑", clock9: "🕘", stopwatch: "⏱️",
  email: "📧", envelope: "✉️", incoming_envelope: "📨", envelope_with_arrow: "📩", mailbox: "📫", inbox_tray: "📥", outbox_tray: "📤",
  phone: "☎️", telephone_receiver: "📞", iphone: "📱", round_pushpin: "📍", pushpin: "📌", world_map: "🗺️", house: "🏠", office: "🏢",
  truck: "🚚", car: "🚗", red_car: "🚗", blue_car: "🚙", pickup_truck: "🛻", wrench: "🔧", hammer: "🔨", hammer_and_wrench: "🛠️",
  toolbox: "🧰", gear: "⚙️", nut_and_bolt: "🔩", key: "🔑", lock: "🔒", unlock: "🔓", dog: "🐶", fire: "🔥", fire_extinguisher: "🧯",
  droplet: "💧", bulb: "💡", package: "📦", clipboard: "📋", memo: "📝", page_facing_up: "📄", paperclip: "📎", camera: "📷",
  moneybag: "💰", dollar: "💵", credit_card: "💳", receipt: "🧾", chart_with_upwards_trend: "📈", bar_chart: "📊", mag: "🔍",
  eyes: "👀", wave: "👋", "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", ok_hand: "👌", raised_hands: "🙌", pray: "🙏",
  clap: "👏", point_right: "👉", muscle: "💪", tada: "🎉", sparkles: "✨", star: "⭐", heart: "❤️", rocket: "🚀", zap: "⚡",
  smile: "😄", slightly_smiling_face: "🙂", blush: "😊", joy: "😂", thinking_face: "🤔", sweat_smile: "😅", cry: "😢", bust_in_silhouette: "👤",
  busts_in_silhouette: "👥", construction_worker: "👷", technologist: "🧑‍💻", speech_balloon: "💬", thought_balloon: "💭", link: "🔗",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁", leftwards_arrow_with_hook: "↩️",
  arrow_forward: "▶️", double_vertical_bar: "⏸️", pause_button: "⏸️", black_square_for_stop: "⏹️", checkered_flag: "🏁", triangular_flag_on_post: "🚩",
  white_circle: "⚪", black_circle: "⚫", red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡",
  large_orange_circle: "🟠", large_purple_circle: "🟣", small_blue_diamond: "🔹", small_orange_diamond: "🔸", information_source: "ℹ️",
  new: "🆕", ok: "🆗", sos: "🆘", zzz: "💤", robot_face: "🤖", palm_tree: "🌴", umbrella: "☔", snowflake: "❄️", sunny: "☀️", scroll: "📜",
};

export const emojiOf = (name) => EMOJI[name] ?? null;

/** Plain text with its shortcodes replaced. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
