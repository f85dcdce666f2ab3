// The shortcodes that turn into a picture. It draws nothing: the system's own emoji are shown, and
// an unknown shortcode stays as it was written.

const PICTURES = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", wave: "👋", clap: "👏", pray: "🙏",
  muscle: "💪", raised_hands: "🙌", ok_hand: "👌", point_right: "👉", point_down: "👇", eyes: "👀",
  smile: "😄", slightly_smiling_face: "🙂", blush: "😊", joy: "😂", wink: "😉", thinking_face: "🤔",
  sweat_smile: "😅", cry: "😢", heart: "❤️", tada: "🎉", fire: "🔥", star: "⭐", sparkles: "✨",
  rocket: "🚀", trophy: "🏆", dart: "🎯", bulb: "💡", memo: "📝", pencil: "📝", pencil2: "✏️",
  books: "📚", briefcase: "💼", page_facing_up: "📄", clipboard: "📋", paperclip: "📎",
  bar_chart: "📊", chart_with_upwards_trend: "📈", calendar: "📅", speech_balloon: "💬",
  studio_microphone: "🎙️", hourglass_flowing_sand: "⏳", stopwatch: "⏱️", alarm_clock: "⏰",
  bell: "🔔", mag: "🔍", key: "🔑", lock: "🔒", link: "🔗", gear: "⚙️", white_check_mark: "✅",
  heavy_check_mark: "✔️", x: "❌", warning: "⚠️", no_entry: "⛔", question: "❓", exclamation: "❗",
  information_source: "ℹ️", arrow_right: "➡️", arrow_up: "⬆️", arrow_down: "⬇️", seedling: "🌱",
  red_circle: "🔴", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  robot_face: "🤖", coffee: "☕", 100: "💯", one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣",
};

/** The picture of a shortcode (without colons, a skin tone ignored), or null. */
export function emoji(name) {
  const plain = String(name).split("::")[0];
  return Object.hasOwn(PICTURES, plain) ? PICTURES[plain] : null;
}
