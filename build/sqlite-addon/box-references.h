/*
 * Lets better-sqlite3 run where Node-API ends at version 9 (Node 20, Electron up to 34).
 *
 * The one thing of version 10 that it uses is a reference to a value that isn't an object: a string. Here such a value is
 * put into an object, which version 9 can refer to, and taken out again when the reference is read. The object carries a
 * type tag, so that no object of the program's own can be taken for one.
 *
 * Included before every C++ file of the build (g++ -include).
 */
#pragma once
#include <node_api.h>

static const napi_type_tag dailies_box_tag = {0x6461696c69657342ULL, 0x6f78656456616c75ULL};

static inline napi_status dailies_create_reference(napi_env env, napi_value value, uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (type == napi_object || type == napi_function || type == napi_symbol) {
    return napi_create_reference(env, value, count, result);
  }
  napi_value box;
  if ((status = napi_create_object(env, &box)) != napi_ok) return status;
  if ((status = napi_type_tag_object(env, box, &dailies_box_tag)) != napi_ok) return status;
  if ((status = napi_set_named_property(env, box, "value", value)) != napi_ok) return status;
  return napi_create_reference(env, box, count, result);
}

static inline napi_status dailies_get_reference_value(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = napi_get_reference_value(env, reference, result);
  if (status != napi_ok || *result == NULL) return status;
  napi_valuetype type;
  if ((status = napi_typeof(env, *result, &type)) != napi_ok) return status;
  if (type != napi_object) return napi_ok;
  bool boxed = false;
  if ((status = napi_check_object_type_tag(env, *result, &dailies_box_tag, &boxed)) != napi_ok) return status;
  return boxed ? napi_get_named_property(env, *result, "value", result) : napi_ok;
}

#define napi_create_reference dailies_create_reference
#define napi_get_reference_value dailies_get_reference_value
