using FpgaSeg.HlsGen.Templating;

namespace FpgaSeg.HlsGen.Tests.Templating;

public sealed class EmbeddedScribanEngineTests() : TemplateEngineContract(new EmbeddedScribanEngine());
