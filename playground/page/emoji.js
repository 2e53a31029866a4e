// The common emoji by their Slack names. Unknown names stay as text.

const TABLE = `
100 💯|+1 👍|-1 👎|alarm_clock ⏰|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄
baby 👶|balloon 🎈|ballot_box 🗳️|ballot_box_with_check ☑️|ballot_box_with_ballot 🗳️|bangbang ‼️|bar_chart 📊|battery 🔋|beers 🍻|bell 🔔|bike 🚲|birthday 🎂|black_circle ⚫|blue_book 📘|blue_heart 💙|blush 😊
bookmark 🔖|bookmark_tabs 📑|books 📚|boom 💥|bow 🙇|briefcase 💼|broken_heart 💔|bug 🐛|building_construction 🏗️|bulb 💡|busts_in_silhouette 👥|bust_in_silhouette 👤
calendar 📅|calling 📲|camera 📷|car 🚗|card_index 📇|chart_with_downwards_trend 📉|chart_with_upwards_trend 📈|checkered_flag 🏁|clap 👏|clipboard 📋|clock1 🕐|clock3 🕒|clock9 🕘|cloud ☁️|coffee ☕|compass 🧭|confetti_ball 🎊|confused 😕|construction 🚧|credit_card 💳|crossed_fingers 🤞|cry 😢|crystal_ball 🔮
dart 🎯|date 📅|dizzy 💫|dog 🐶|dollar 💵|door 🚪|droplet 💧|ear 👂|earth_africa 🌍|earth_americas 🌎|electric_plug 🔌|email 📧|envelope ✉️|envelope_with_arrow 📩|euro 💶|exclamation ❗|eyes 👀|eye 👁️
fire 🔥|fireworks 🎆|flag-gb 🇬🇧|gb 🇬🇧|flashlight 🔦|four_leaf_clover 🍀|gear ⚙️|gem 💎|gift 🎁|globe_with_meridians 🌐|green_book 📗|green_heart 💚|grey_exclamation ❕|grey_question ❔|grin 😁|grinning 😀
hammer 🔨|hammer_and_wrench 🛠️|handshake 🤝|hatching_chick 🐣|headphones 🎧|hear_no_evil 🙉|heart ❤️|heart_eyes 😍|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_plus_sign ➕|hospital 🏥|hotel 🏨|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|hugging_face 🤗|inbox_tray 📥|information_source ℹ️
joy 😂|key 🔑|keyboard ⌨️|label 🏷️|large_blue_circle 🔵|large_green_circle 🟢|large_green_square 🟩|large_orange_circle 🟠|large_purple_circle 🟣|large_red_square 🟥|large_yellow_circle 🟡|laughing 😆|ledger 📒|link 🔗|lock 🔒|loudspeaker 📢|lower_left_ballpoint_pen 🖊️
mag 🔍|mag_right 🔎|mailbox 📫|mega 📣|melting_face 🫠|memo 📝|microphone 🎤|moneybag 💰|money_with_wings 💸|muscle 💪|necktie 👔|new 🆕|newspaper 📰|no_bell 🔕|no_entry ⛔|no_entry_sign 🚫|no_good 🙅|notebook 📓|ocean 🌊|office 🏢|ok 🆗|ok_hand 👌|open_file_folder 📂|file_folder 📁|orange_book 📙|outbox_tray 📤
package 📦|page_facing_up 📄|paperclip 📎|partying_face 🥳|pencil 📝|pencil2 ✏️|pensive 😔|phone ☎️|telephone ☎️|telephone_receiver 📞|point_down 👇|point_left 👈|point_right 👉|point_up ☝️|pound 💷|pray 🙏|pushpin 📌|question ❓|rage 😡|raised_hand ✋|raised_hands 🙌|raising_hand 🙋|recycle ♻️|red_circle 🔴|rocket 🚀|rotating_light 🚨|round_pushpin 📍|runner 🏃
sad 😞|disappointed 😞|satellite 🛰️|scales ⚖️|seedling 🌱|shield 🛡️|shrug 🤷|slightly_frowning_face 🙁|slightly_smiling_face 🙂|small_blue_diamond 🔹|small_orange_diamond 🔸|small_red_triangle 🔺|small_red_triangle_down 🔻|smile 😄|smiley 😃|smirk 😏|snowflake ❄️|sob 😭|sos 🆘|speaking_head_in_silhouette 🗣️|speech_balloon 💬|sparkles ✨|star ⭐|star2 🌟|stopwatch ⏱️|sun_with_face 🌞|sunny ☀️|sunglasses 😎|surfer 🏄|sweat_smile 😅
tada 🎉|thinking_face 🤔|thumbsdown 👎|thumbsup 👍|ticket 🎫|timer_clock ⏲️|toolbox 🧰|trophy 🏆|truck 🚚|umbrella ☔|unlock 🔓|v ✌️|vertical_traffic_light 🚦|wastebasket 🗑️|wave 👋|white_check_mark ✅|white_circle ⚪|white_large_square ⬜|black_large_square ⬛|wink 😉|world_map 🗺️|wrench 🔧|writing_hand ✍️|x ❌|yellow_heart 💛|zap ⚡|zzz 💤
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟
`;

const BY_NAME = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => {
      const space = entry.lastIndexOf(" ");
      return [entry.slice(0, space), entry.slice(space + 1)];
    }),
);

/** The character of an emoji name, or null. */
export const emoji = (name) => BY_NAME.get(name) ?? null;

/** A plain text with its :names: replaced where they are known. */
export function withEmoji(text) {
  return String(text).replace(/:([a-z0-9_+-]+):(?::skin-tone-\d:)?/g, (whole, name) => BY_NAME.get(name) ?? whole);
}
