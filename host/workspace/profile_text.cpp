#include "base/json.h"
#include "workspace/keys.h"
#include "workspace/profile.h"

namespace thongbao::workspace {

namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr const char* kSchemaFile = "thongbao.schema.json";

OrderedJson::json_pointer pointerTo(const std::string& path, const std::string& between) {
  std::string pointer;
  for (const char c : "." + path) pointer += c == '.' ? between : std::string(1, c);
  return OrderedJson::json_pointer(pointer);
}

OrderedJson textSchema(const Key& key) {
  return {{"type", "string"},
          {"maxLength", key.most},
          {"pattern", std::string("^(?:") + key.shape->pattern + ")$"}};
}

struct ValueSchema {
  const Key& key;

  OrderedJson operator()(std::monostate) const { return textSchema(key); }
  OrderedJson operator()(std::string*) const { return textSchema(key); }
  OrderedJson operator()(std::filesystem::path*) const { return textSchema(key); }
  template <class Number>
  OrderedJson operator()(Number*) const {
    return {{"type", "integer"}, {"minimum", key.least}, {"maximum", key.most}};
  }
  OrderedJson operator()(bool*) const { return {{"type", "boolean"}}; }
  OrderedJson operator()(PathList*) const {
    return {{"type", "array"}, {"items", textSchema(key)}};
  }
  OrderedJson operator()(PluginSettings*) const {
    return {
        {"type", "object"},
        {"additionalProperties", {{"type", "object"}, {"additionalProperties", textSchema(key)}}}};
  }
};

/// The value of a field in the form in which the profile writes it.
struct ValueText {
  OrderedJson operator()(std::monostate) const { return kSchemaFile; }
  OrderedJson operator()(const std::filesystem::path* path) const { return path->string(); }
  OrderedJson operator()(const PathList*) const { return OrderedJson::array(); }
  OrderedJson operator()(const PluginSettings*) const { return OrderedJson::object(); }
  template <class Value>
  OrderedJson operator()(const Value* value) const {
    return *value;
  }
};

OrderedJson& objectAt(OrderedJson& root, const std::string& path) {
  return path.empty() ? root : root[pointerTo(path, "/properties/")];
}

void addSection(OrderedJson& object, const char* description) {
  object["description"] = description;
  object["type"] = "object";
  object["additionalProperties"] = false;
  object["required"] = OrderedJson::array();
  object["properties"] = OrderedJson::object();
}

void require(OrderedJson& schema, const std::string& path) {
  OrderedJson& required = objectAt(schema, parentOf(path))["required"];
  for (const auto& name : required)
    if (name == lastPart(path)) return;
  required.push_back(lastPart(path));
  if (!parentOf(path).empty()) require(schema, parentOf(path));
}

}  // namespace

std::string newProfileText() {
  OrderedJson root;
  Profile fresh;
  for (const Key& key : keys())
    root[pointerTo(key.path, "/")] = std::visit(ValueText{}, key.field(fresh));
  return root.dump(2) + "\n";
}

std::string profileSchemaText() {
  OrderedJson schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", kSchemaFile}};
  addSection(schema,
             "Cấu hình của Thongbao: cơ quan, thư điện tử, chữ ký số, giới hạn và phần mở rộng.");
  for (const auto& [path, description] : sections())
    addSection(objectAt(schema, path), description);
  Profile fresh;
  for (const Key& key : keys()) {
    OrderedJson& value = objectAt(schema, key.path);
    value["description"] = key.description;
    value.update(std::visit(ValueSchema{key}, key.field(fresh)));
    if (key.need != Need::nothing) require(schema, key.path);
  }
  return schema.dump(2) + "\n";
}

}  // namespace thongbao::workspace
