// Which numbers one record alone may have, and when two are the same.

#include <algorithm>

#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

// The identifiers of the example after a change, as they are compared.
template <typename Message>
std::vector<IndexTerm> Identified(const Change<Message>& change) {
  Message message = Example<Message>();
  change(message);
  const auto draft = ToDraft(message);
  REQUIRE_THAT(draft.status(), suyuan::testing::IsOk());
  std::vector<IndexTerm> terms;
  for (const Identifier& identifier : draft->identifiers) {
    CHECK_FALSE(identifier.printed.empty());
    terms.push_back(identifier.term);
  }
  return terms;
}

template <typename Message>
bool IsSame(const Change<Message>& change) {
  return Identified<Message>(change) == Identified<Message>([](Message&) {});
}

TEST_CASE("An institution is told by its unified social credit code") {
  using I = proto::Institution;
  CHECK(Identified<I>([](I&) {}).size() == 1);
  CHECK(Identified<I>([](I& i) { i.clear_uscc(); }).empty());
  CHECK_FALSE(IsSame<I>([](I& i) { i.set_uscc("91350100M000100Y43"); }));
}

TEST_CASE("A competence is told by number, authority, kind and first year") {
  using C = proto::Competence;
  CHECK(Identified<C>([](C&) {}).size() == 1);
  CHECK(Identified<C>([](C& c) { c.clear_number(); }).empty());
  CHECK(IsSame<C>([](C& c) { c.set_number("cnas  L00001"); }));
  CHECK(IsSame<C>([](C& c) { c.set_authority("ＣＮＡＳ"); }));
  CHECK_FALSE(IsSame<C>([](C& c) { c.set_number("CNAS L00002"); }));
  CHECK_FALSE(IsSame<C>([](C& c) { c.set_authority("DAkkS"); }));
  CHECK_FALSE(IsSame<C>([](C& c) { c.set_kind(C::KIND_AUTHORISATION); }));
  const auto from = [](const char* day) {
    return [day](C& c) { c.mutable_period()->set_from(day); };
  };
  CHECK(IsSame<C>(from("2022-01-01")));
  CHECK_FALSE(IsSame<C>(from("2021-12-31")));
}

TEST_CASE("A standard is told by each of its certificates") {
  using S = proto::Standard;
  CHECK(Identified<S>([](S&) {}).size() == 3);
  CHECK(IsSame<S>([](S& s) {
    s.mutable_assessments(0)->set_number("[2018]新量标法证字第0031号");
  }));
  CHECK_FALSE(IsSame<S>(
      [](S& s) { s.mutable_assessments(0)->set_authority("另一机关"); }));
  // A certificate of one sort is none of the other.
  const auto terms = Identified<S>(
      [](S& s) { *s.mutable_public_certificates(0) = s.assessments(0); });
  CHECK(std::adjacent_find(terms.begin(), terms.end()) == terms.end());
}

TEST_CASE("A reference material is told by number and batch") {
  using M = proto::ReferenceMaterial;
  CHECK(Identified<M>([](M&) {}).size() == 1);
  CHECK(IsSame<M>([](M& m) { m.set_number("GBW（E） 130113"); }));
  CHECK_FALSE(IsSame<M>([](M& m) { m.set_batch("2024-B"); }));
  CHECK_FALSE(IsSame<M>([](M& m) { m.clear_batch(); }));
}

TEST_CASE("Editions, schemes, catalogues and persons are told by a number") {
  using S = proto::Specification;
  CHECK(IsSame<S>([](S& s) { s.set_number("JJG99—2022"); }));
  CHECK_FALSE(IsSame<S>([](S& s) { s.set_number("JJG 99-2006"); }));
  using V = proto::VerificationScheme;
  CHECK(IsSame<V>([](V& v) { v.set_number("jjg 2053－2016"); }));
  CHECK_FALSE(IsSame<V>([](V& v) { v.set_number("JJG 2053-2006"); }));
  using C = proto::MandatoryCatalogue;
  CHECK(IsSame<C>([](C& c) { c.set_edition("2020－42"); }));
  CHECK_FALSE(IsSame<C>([](C& c) { c.set_edition("2019-48"); }));
  using P = proto::Person;
  CHECK(IsSame<P>([](P& p) { p.set_registration_number("新注计2023-0001"); }));
  CHECK_FALSE(
      IsSame<P>([](P& p) { p.set_registration_number("新注计 2023-0002"); }));
}

TEST_CASE("Instruments and what people say of themselves share numbers") {
  CHECK(Identified<proto::Instrument>([](proto::Instrument&) {}).empty());
  CHECK(Identified<proto::Declaration>([](proto::Declaration&) {}).empty());
}

TEST_CASE("An identifier is held until the record is ended") {
  Draft draft = *ToDraft(Example<proto::Institution>());
  const IndexTerm uscc = draft.identifiers[0].term;
  const auto held = [&] {
    const auto terms = StoredTermsOf(draft);
    CHECK(std::is_sorted(terms.begin(), terms.end()));
    return std::binary_search(terms.begin(), terms.end(), uscc);
  };
  CHECK(held());
  draft.end_reason = "录入有误";
  CHECK_FALSE(held());
}

}  // namespace
}  // namespace suyuan::registry
