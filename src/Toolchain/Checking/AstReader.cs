using System.Text.Json;

namespace FpgaSeg.Toolchain.Checking;

/// <summary>Reads clang's -ast-dump=json, of which most is positions that nobody needs.</summary>
internal static class AstReader
{
    private const int Deepest = 4096;

    /// <summary>The translation unit.</summary>
    /// <exception cref="JsonException">The text is no such dump.</exception>
    public static AstNode Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        return ReadNode(ref reader, null);
    }

    private static AstNode ReadNode(ref Utf8JsonReader reader, AstNode? parent)
    {
        var node = new AstNode("") { Parent = parent };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader, node);
        return node;
    }

    private static void ReadProperty(ref Utf8JsonReader reader, AstNode node)
    {
        var name = reader.GetString()!;
        reader.Read();
        switch (name)
        {
            case "inner":
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    node.Children.Add(ReadNode(ref reader, node));
                break;
            case "type":
                node.Type = ReadType(ref reader);
                break;
            case "referencedDecl":
                var declaration = ReadNode(ref reader, null);
                (node.Reference, node.ReferenceName) = (declaration.Id, declaration.Name);
                break;
            default:
                ReadScalar(ref reader, name, node);
                break;
        }
    }

    private static void ReadScalar(ref Utf8JsonReader reader, string name, AstNode node)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.TokenType == JsonTokenType.True ? "true" : "";
        _ = name switch
        {
            "id" => node.Id = text,
            "kind" => node.Kind = string.Intern(text),
            "name" => node.Name = text,
            "value" => node.Value = text,
            "opcode" => node.Opcode = text,
            "storageClass" => node.Storage = text,
            "referencedMemberDecl" => node.Reference = text,
            "previousDecl" => node.Previous = text,
            _ => "",
        };
        node.IsConstantUse |= name == "nonOdrUseReason" && text == "constant";
        node.IsImplicit |= name == "isImplicit" && text == "true";
        node.IsVirtual |= name == "virtual" && text == "true";
        node.IsConstexpr |= name == "constexpr" && text == "true";
    }

    private static string ReadType(ref Utf8JsonReader reader)
    {
        var (written, plain) = ("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "qualType")
                written = reader.GetString()!;
            else if (name == "desugaredQualType")
                plain = reader.GetString()!;
            else
                reader.Skip();
        }

        return string.Intern(plain.Length > 0 ? plain : written);
    }
}
